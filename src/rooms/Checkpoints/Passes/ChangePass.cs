using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// Suspends a pass, gives it back, or ends it; each with its reason, which the office keeps and shows. It counts from the next decision on wherever the centre
/// is heard; a phone without it learns of it with its next bundle. Done twice it changes nothing. An ended one never comes back.
/// </summary>
internal static class ChangePass
{
    public static Task<Results<NoContent, ProblemHttpResult>> SuspendAsync(
        Guid id, Reasons.Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken) =>
        RunAsync(id, PassStates.Suspended, "pass-suspended", request, db, books, me, cancellationToken);

    public static Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        Guid id, Reasons.Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken) =>
        RunAsync(id, PassStates.Active, "pass-resumed", request, db, books, me, cancellationToken);

    public static Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, Reasons.Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken) =>
        RunAsync(id, PassStates.Ended, "pass-ended", request, db, books, me, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> RunAsync(
        Guid id, string state, string act, Reasons.Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var pass = await PassRows.SeenBy(db, book, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pass is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (pass.State == state)
            return TypedResults.NoContent();
        if (pass.State == PassStates.Ended)
            return Problems.Refuse(StatusCodes.Status409Conflict, "pass-ended");
        await db.WriteAsync(me.Owner, me.Did(act, id), async write =>
        {
            (pass.State, pass.Reason, pass.ChangedAt, pass.ChangedBy) = (state, request.Reason.Trim(), write.At, me.Id);
            await IssuePass.SayAsync(write, pass, cancellationToken);
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
