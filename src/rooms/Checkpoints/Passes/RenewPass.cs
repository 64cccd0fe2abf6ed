using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passes;

/// <summary>Moves the end of a pass that has not ended, on new proofs; posts and conditions may change with it. The card is printed anew.</summary>
public static class RenewPass
{
    /// <param name="ValidTo">The new last local day, at most 90 days ahead.</param>
    /// <param name="Posts">Null: as before.</param>
    /// <param name="Conditions">Null: as before.</param>
    public sealed record Request(DateOnly ValidTo, string EmployerProof, string CommunityProof, IReadOnlyList<Guid>? Posts = null, PassConditions? Conditions = null);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var pass = await PassRows.SeenBy(db, book, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pass is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (pass.State == PassStates.Ended)
            return Problems.Refuse(StatusCodes.Status409Conflict, "pass-ended");
        var code = (request.Posts is null ? null : PassRules.Posts(request.Posts, book, me))
            ?? (request.Conditions is null ? null : PassRules.Conditions(request.Conditions))
            ?? PassRules.Period(pass.ValidFrom, request.ValidTo, book.DayOf(clock.GetUtcNow()))
            ?? PassRules.Proof(request.EmployerProof, request.CommunityProof);
        if (code is not null)
            return Problems.Refuse(StatusCodes.Status400BadRequest, code);
        await db.WriteAsync(me.Owner, me.Did("pass-renewed", id, new { from = pass.ValidTo, to = request.ValidTo }), async write =>
        {
            (pass.ValidTo, pass.EmployerProof, pass.CommunityProof) = (request.ValidTo, request.EmployerProof.Trim(), request.CommunityProof.Trim());
            if (request.Posts is { } posts)
                pass.Posts = CommuterPass.Join(posts);
            if (request.Conditions is { } conditions)
                pass.Conditions = CommuterPass.Write(conditions);
            (pass.ChangedAt, pass.ChangedBy) = (write.At, me.Id);
            await IssuePass.SayAsync(write, pass, cancellationToken);
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
