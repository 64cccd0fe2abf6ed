using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passes;

/// <summary>One pass in full; that it was looked at is in the audit.</summary>
public static class ShowPass
{
    /// <param name="Reason">Why it was suspended, given back or ended.</param>
    /// <param name="IssuedBy">Display name of the user.</param>
    public sealed record Answer(
        PassRow Pass, string? Residence, string EmployerProof, string CommunityProof, string? Reason, string? IssuedBy, string? ChangedBy, DateTimeOffset ChangedAt);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var pass = await PassRows.SeenBy(db, book, me).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pass is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("pass-viewed", id), () => { }, cancellationToken);
        var users = await db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && (u.Id == pass.IssuedBy || u.Id == pass.ChangedBy))
            .ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var row = (await PassRows.OfAsync(db, book, [pass], clock.GetUtcNow(), cancellationToken))[0];
        return TypedResults.Ok(new Answer(
            row, pass.OpenResidence(keys), pass.EmployerProof, pass.CommunityProof, pass.Reason,
            NameOf(users, pass.IssuedBy), NameOf(users, pass.ChangedBy), pass.ChangedAt));
    }

    private static string? NameOf(Dictionary<Guid, string> users, Guid? id) => id is { } user ? users.GetValueOrDefault(user) : null;
}
