using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>
/// A shift leader signs the sheets of a shift that has ended: the figures as they stand, with their differences and what was said of them. Nobody
/// signs while a device may still hold records of it. What comes in later is shown beside the signature.
/// </summary>
public static class SignShift
{
    /// <param name="Id">Made by the app.</param>
    /// <param name="Side">out: the leader who goes; in: the one who comes.</param>
    /// <param name="Digest">Of the figures that were shown.</param>
    /// <param name="Officer">From a phone of the post: the member of staff who signs.</param>
    public sealed record Request(Guid Id, [Required] string Side, [Required] string Digest, Guid? Officer = null);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Guid id, DateOnly day, int number, Request request, RedVestDb db, OwnerBooks books, ShiftRecords shifts, OfficeRecords records, Caller me, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post || book.ShiftOf(post, day, number) is not { } shift)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var view = await ShowShift.ReadAsync(db, book, shifts, post, shift, clock.Now(), cancellationToken);
        if (Decide(view, request) is { } refusal)
            return refusal;
        if (await Signer.IsSamePersonAsync(db, me, request.Officer, view.Signatures.FirstOrDefault(s => s.Side != request.Side)?.By, cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "same-person");
        var sheets = SignedSheets.Write(await ReadSheets.RunAsync(db, book, post, shift, cancellationToken));
        var body = new SignedBody(request.Side, sheets, ShiftReader.DigestOf(sheets)) { Checkpoint = id, Day = day, Shift = number };
        if (body.Digest != request.Digest)
            return Problems.Refuse(StatusCodes.Status409Conflict, "shift-changed");
        return await ShiftActs.WriteAsync(
            records, me, "shift-signed", request.Id, ShiftKinds.Signed, SignedShift.IdOf(id, day, number), JsonSerializer.SerializeToUtf8Bytes(body, ShiftJson.Default.SignedBody), request.Officer, cancellationToken);
    }

    /// <summary>Why nobody can sign now; null: one can.</summary>
    internal static ProblemHttpResult? Decide(ShiftView shift, Request request)
    {
        if (shift.State != "ended")
            return Problems.Refuse(StatusCodes.Status409Conflict, "shift-not-over");
        if (shift.Owing.Count > 0)
            return Problems.Refuse(StatusCodes.Status409Conflict, "device-owes", ("devices", string.Join('、', shift.Owing.Select(o => o.Name))));
        if (request.Digest != shift.Digest)
            return Problems.Refuse(StatusCodes.Status409Conflict, "shift-changed");
        var silent = shift.Lanes.Where(l => l.Counts.Any(c => c.Difference != 0) && shift.Explanations.All(e => e.LaneId != l.LaneId)).Select(l => l.Number).ToList();
        return silent.Count > 0 ? Problems.Refuse(StatusCodes.Status409Conflict, "difference-unexplained", ("lanes", string.Join('、', silent))) : null;
    }
}
