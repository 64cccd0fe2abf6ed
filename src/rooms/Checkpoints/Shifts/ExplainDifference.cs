using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Says in words why records and counts of a lane differ. The difference stays what it is.</summary>
public static class ExplainDifference
{
    /// <param name="Id">Made by the app.</param>
    /// <param name="Lane">Null: the post as a whole.</param>
    /// <param name="Text">Up to 2000 characters; the last word on a lane is shown, the earlier ones stay.</param>
    /// <param name="Officer">From a phone of the post: who says it.</param>
    public sealed record Request(Guid Id, [Required, StringLength(ShiftReader.LongestText, MinimumLength = 1)] string Text, Guid? Lane = null, Guid? Officer = null);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Guid id, DateOnly day, int number, Request request, OwnerBooks books, OfficeRecords records, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post || book.ShiftOf(post, day, number) is null
            || request.Lane is { } lane && post.Lanes.All(l => l.Id != lane))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var body = new ExplainedBody(request.Text.Trim(), request.Lane) { Checkpoint = id, Day = day, Shift = number };
        return await ShiftActs.WriteAsync(
            records, me, "difference-explained", request.Id, ShiftKinds.Explained, SignedShift.IdOf(id, day, number), JsonSerializer.SerializeToUtf8Bytes(body, ShiftJson.Default.ExplainedBody), request.Officer, cancellationToken);
    }
}
