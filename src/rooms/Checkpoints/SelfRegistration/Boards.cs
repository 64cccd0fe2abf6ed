using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>The boards of the posts: which post a code belongs to, the board to print, and a new code when the old one was abused.</summary>
public static class Boards
{
    /// <param name="Address">What the code holds: the token stands behind the #, which no server and no log sees.</param>
    public sealed record Answer(Guid Checkpoint, DisplayName Post, string Address, string QrSvg, DateTimeOffset MadeAt);

    /// <param name="Token">Of the board.</param>
    public sealed record Question(string Token);

    /// <param name="Region">The owner's six digits.</param>
    public sealed record PostAnswer(DisplayName Post, DisplayName Owner, string Region);

    /// <summary>The post of a token; null when no board of ours has it.</summary>
    internal static async Task<(OwnerBook Book, KnownCheckpoint Post)?> FindAsync(RedVestDb db, OwnerBooks books, string token, CancellationToken cancellationToken)
    {
        if (RegistrationBoard.OwnerOf(token) is not { } owner)
            return null;
        var board = await db.Set<RegistrationBoard>().AsNoTracking().SingleOrDefaultAsync(b => b.Owner == owner && b.Token == token, cancellationToken);
        if (board is null)
            return null;
        var book = await books.NowAsync(owner, cancellationToken);
        return book.Checkpoint(board.Checkpoint) is { } post ? (book, post) : null;
    }

    /// <summary>Which post the board hangs at, so that people see that they are right.</summary>
    internal static async Task<Results<Ok<PostAnswer>, ProblemHttpResult>> ShowPostAsync(
        Question question, RedVestDb db, OwnerBooks books, RegistrationLimits limits, HttpContext http, CancellationToken cancellationToken)
    {
        if (limits.WaitOf(http.Connection.RemoteIpAddress) is not null)
            return Problems.Refuse(StatusCodes.Status429TooManyRequests, "too-many-requests");
        return await FindAsync(db, books, question.Token, cancellationToken) is var (book, post)
            ? TypedResults.Ok(new PostAnswer(new DisplayName(post.NameZh, post.NameEn), new DisplayName(book.State.NameZh, book.State.NameEn), book.Owner.ToString("D6", CultureInfo.InvariantCulture)))
            : Problems.Refuse(StatusCodes.Status404NotFound, "board-unknown");
    }

    /// <summary>The board of a post, made when it is first asked for.</summary>
    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> ShowAsync(
        Guid id, RedVestDb db, OwnerBooks books, Caller me, ServerAddress server, IQrPictures pictures, CancellationToken cancellationToken)
    {
        if ((await books.NowAsync(me.Owner, cancellationToken)).SeenBy(me).SingleOrDefault(c => c.Id == id) is not { } post)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        return TypedResults.Ok(Say(await OfAsync(db, me, id, cancellationToken), post, server, pictures));
    }

    /// <summary>What hangs at a post, for the drill's people in the queue; made when there is none.</summary>
    internal static async Task<string> TokenOfAsync(RedVestDb db, Caller me, Guid checkpoint, CancellationToken cancellationToken) =>
        (await OfAsync(db, me, checkpoint, cancellationToken)).Token;

    /// <summary>Two who ask first at one moment get one board.</summary>
    private static async Task<RegistrationBoard> OfAsync(RedVestDb db, Caller me, Guid checkpoint, CancellationToken cancellationToken)
    {
        var there = db.Set<RegistrationBoard>().AsNoTracking().Where(b => b.Owner == me.Owner && b.Checkpoint == checkpoint);
        if (await there.SingleOrDefaultAsync(cancellationToken) is { } board)
            return board;
        try
        {
            return await RenewAsync(db, me, checkpoint, null, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            db.ChangeTracker.Clear();
            return await there.SingleAsync(cancellationToken);
        }
    }

    /// <summary>Makes the printed boards of a post worthless and gives it a new code.</summary>
    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> ReplaceAsync(
        Guid id, RedVestDb db, OwnerBooks books, Caller me, ServerAddress server, IQrPictures pictures, CancellationToken cancellationToken)
    {
        if ((await books.NowAsync(me.Owner, cancellationToken)).SeenBy(me).SingleOrDefault(c => c.Id == id) is not { } post)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var board = await db.Set<RegistrationBoard>().SingleOrDefaultAsync(b => b.Owner == me.Owner && b.Checkpoint == id, cancellationToken);
        return TypedResults.Ok(Say(await RenewAsync(db, me, id, board, cancellationToken), post, server, pictures));
    }

    private static async Task<RegistrationBoard> RenewAsync(RedVestDb db, Caller me, Guid checkpoint, RegistrationBoard? board, CancellationToken cancellationToken)
    {
        var token = RegistrationBoard.NewToken(me.Owner);
        return await db.WriteAsync(me.Owner, me.Did("registration-board-made", checkpoint), write =>
        {
            if (board is null)
                db.Add(board = new RegistrationBoard { Owner = me.Owner, Checkpoint = checkpoint, Token = token, MadeAt = write.At, MadeBy = me.Id });
            else
                (board.Token, board.MadeAt, board.MadeBy) = (token, write.At, me.Id);
            return Task.FromResult(board);
        }, cancellationToken);
    }

    private static Answer Say(RegistrationBoard board, KnownCheckpoint post, ServerAddress server, IQrPictures pictures)
    {
        var address = new Uri(server.Phones, "r/#" + board.Token).ToString();
        return new Answer(board.Checkpoint, new DisplayName(post.NameZh, post.NameEn), address, pictures.Svg(address), board.MadeAt);
    }
}
