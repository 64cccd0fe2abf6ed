using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;

namespace RedVest.Checkpoints;

/// <summary>The templates an owner may ask by, and what its posts ask by now and next.</summary>
public static class ListGates
{
    public sealed record Answer(IReadOnlyList<Row> Rows, IReadOnlyList<PostRow> Posts);

    /// <param name="Shipped">It came with the program.</param>
    /// <param name="Latest">No newer version of it is there.</param>
    public sealed record Row(GateTemplate Gate, bool Shipped, bool Latest);

    /// <param name="Gates">What holds now first, then what is to come; empty: only the pack's own evidence is asked.</param>
    public sealed record PostRow(Guid Post, IReadOnlyList<Dated> Gates);

    /// <param name="Gate">Null: from then on only the pack's own evidence.</param>
    public sealed record Dated(DateTimeOffset From, string? Gate, int? Version);

    internal static async Task<Ok<Answer>> HandleAsync(OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var now = clock.GetUtcNow();
        var newest = book.Gates.All.GroupBy(g => g.Id).ToDictionary(g => g.Key, g => g.Max(v => v.Version));
        return TypedResults.Ok(new Answer(
            [.. book.Gates.All.Select(g => new Row(g, ShippedGates.All.Contains(g), g.Version == newest[g.Id]))],
            [.. book.SeenBy(me).OrderBy(c => c.Id).Select(c => new PostRow(c.Id, [.. book.Gates.From(c.Id, now).Select(g => new Dated(g.From, g.Gate?.Id, g.Gate?.Version))]))]));
    }
}
