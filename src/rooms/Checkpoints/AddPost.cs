using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>Opens a post from the office: <see cref="AddCheckpoint"/>, in the user's scope. Lanes and stations follow one by one.</summary>
public static class AddPost
{
    /// <param name="Id">Made by the app: sent again it changes nothing.</param>
    public sealed record Request(Guid Id, ChangePost.Request Post, long DivisionCode);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var post = request.Post;
        var asked = new AddCheckpoint.Request(me.Owner, request.Id, post.Kind, post.Name, request.DivisionCode, post.ShiftStarts, [])
        {
            Hours = post.Hours,
            Neighbour = ChangePost.Tidy(post.Neighbour),
            Latitude = post.Latitude,
            Longitude = post.Longitude,
        };
        if (AddCheckpoint.Refusal(asked) is { } refusal)
            return Problems.Refuse(StatusCodes.Status400BadRequest, refusal);
        if (!me.MaySee(request.DivisionCode, request.Id))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "division-elsewhere");
        if ((await books.NowAsync(me.Owner, cancellationToken)).Checkpoint(request.Id) is not null)
            return TypedResults.Ok();
        await AddCheckpoint.RunAsync(db, me, asked, cancellationToken);
        return TypedResults.Created($"/api/v1/posts/{request.Id}");
    }
}
