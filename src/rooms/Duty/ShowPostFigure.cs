using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;

namespace RedVest.Duty;

/// <summary>
/// A figure of the catalogue whose key begins with <c>posts.</c>: of one post, or of all in the caller's scope. Somebody has one secondment at a time and
/// a unit counts once wherever it lends, so the number of several posts is counted from their people and never added up.
/// </summary>
public static class ShowPostFigure
{
    /// <param name="what">staff, organisations, party-members.</param>
    internal static async Task<Results<Ok<FigureValue>, ProblemHttpResult>> HandleAsync(
        string what, RedVestDb db, IPosts posts, Caller me, TimeProvider clock, CancellationToken cancellationToken, Guid? checkpoint = null)
    {
        var seen = (await Reach.OfAsync(posts, me, cancellationToken)).Select(p => p.Id).Where(id => checkpoint is null || id == checkpoint).ToArray();
        if (seen.Length == 0)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var key = "posts." + what;
        if (PostFigures.Find(key) is not { } figure)
            return Problems.Refuse(StatusCodes.Status404NotFound, "figure-unknown", ("key", key));
        var now = clock.Now();
        var there = db.Set<Secondment>().AsNoTracking().Where(s => s.Owner == me.Owner && seen.Contains(s.Post)).Where(Secondment.InForceAt(now)).Where(PostFigures.BehindFigure(key)!); // it is one of ours
        return TypedResults.Ok(FigureValue.Of(figure, await PostFigures.CountAsync(figure, there, cancellationToken), now));
    }

    /// <summary>Exactly those whom the figure counts.</summary>
    internal static Task<Results<Ok<ListSecondments.Page>, ProblemHttpResult>> ListAsync(
        string what, RedVestDb db, IPosts posts, Caller me, TimeProvider clock, CancellationToken cancellationToken, Guid? checkpoint = null, string? after = null, int? limit = null) =>
        ListSecondments.HandleAsync(new() { Post = checkpoint, Figure = "posts." + what, After = after, Limit = limit }, db, posts, me, clock, cancellationToken);
}
