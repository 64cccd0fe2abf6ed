using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Passes;

/// <summary>What a pass can be made out for: employers of the registry, and the posts in the caller's scope.</summary>
public static class ListPassChoices
{
    private const int Most = 2000;

    public sealed record Answer(IReadOnlyList<Choice> Employers, IReadOnlyList<Choice> Posts);

    public sealed record Choice(Guid Id, DisplayName Name);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var employers = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == me.Owner).OrderBy(o => o.NameZh).ThenBy(o => o.Id).Take(Most)
            .Select(o => new Choice(o.Id, new DisplayName(o.NameZh, o.NameEn))).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(employers, [.. book.SeenBy(me).OrderBy(c => c.Id).Select(c => new Choice(c.Id, new DisplayName(c.NameZh, c.NameEn)))]));
    }
}
