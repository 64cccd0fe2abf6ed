using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Entered = ended + inside, as counted last, and counted now when somebody asks for it.</summary>
public static class ShowBalance
{
    /// <param name="At">Null: it was never counted.</param>
    /// <param name="Differing">The first hundred loops of which links and rows say different things; empty unless it was counted now.</param>
    public sealed record Answer(DateTimeOffset? At, IReadOnlyList<Row> Rows, IReadOnlyList<Guid> Differing);

    /// <param name="Difference">entered − ended − inside.</param>
    public sealed record Row(string Kind, int Entered, int Ended, int Inside, int Difference, int Differing);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, Caller me, IPosts posts, CancellationToken cancellationToken) =>
        TypedResults.Ok(Say(await CountLoops.LastAsync(db, me.Owner, cancellationToken), await LoopPlaces.SeenByAsync(me, posts, cancellationToken), []));

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> CountAsync(RedVestDb db, Caller me, IPosts posts, CountLoops count, CancellationToken cancellationToken)
    {
        var seen = await LoopPlaces.SeenByAsync(me, posts, cancellationToken);
        if (!me.Scope.CoversOwner(me.Owner))
            return Problems.Refuse(StatusCodes.Status403Forbidden, "loops-whole-owner");
        var counted = await count.RunAsync(me.Owner, good => me.Did("loops-counted", null, new { good }), cancellationToken);
        return TypedResults.Ok(Say(counted, seen, counted.All(c => c.IsGood) ? [] : await LoopBalanceSql.DifferingAsync(db.Store, me.Owner, cancellationToken)));
    }

    private static Answer Say(IReadOnlyList<LoopBalance> counted, IReadOnlyDictionary<Guid, Post?> seen, IReadOnlyList<Guid> differing) => new(
        counted.Count == 0 ? null : counted[0].At,
        [.. counted.Where(c => seen.ContainsKey(c.Place)).GroupBy(c => c.Kind).Select(g => new Row(
            g.Key, g.Sum(c => c.Entered), g.Sum(c => c.Ended), g.Sum(c => c.Inside), g.Sum(c => c.Difference), g.Sum(c => c.Differing)))],
        differing);
}
