using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The outgoing leader signs a handover in the office: what the centre knows now, with what the leader adds, is frozen.</summary>
public static class OfferHandover
{
    private const int MostLines = 50;

    /// <param name="Id">Of the handover, made by the app.</param>
    /// <param name="Record">Of this signature, made by the app.</param>
    /// <param name="Lines">Stock, keys, papers.</param>
    /// <param name="Notes">What else the next shift must know.</param>
    public sealed record Request(Guid Id, Guid Record, IReadOnlyList<HandoverSheet.Line>? Lines = null, [StringLength(ShiftReader.LongestText)] string? Notes = null);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Guid id, DateOnly day, int number, Request request, RedVestDb db, OwnerBooks books, LogRecords log, KeyRing keys, OfficeRecords records, Caller me, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post || book.ShiftOf(post, day, number) is not { } shift)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (request.Lines?.Count > MostLines || request.Lines?.Any(l => l.What.Length + l.Count.Length > ShiftReader.LongestText) == true)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "text-too-long", ("longest", ShiftReader.LongestText));
        var sheet = await new HandoverDraft(db, book, log, keys).MakeAsync(post, shift, clock.Now(), cancellationToken);
        var snapshot = HandoverJson.Write(sheet with { Lines = request.Lines ?? [], Notes = request.Notes });
        var body = new OfferedBody(snapshot, ShiftReader.DigestOf(snapshot)) { Checkpoint = id, Day = day, Shift = number };
        return await ShiftActs.WriteAsync(
            records, me, "handover-offered", request.Record, ShiftKinds.Offered, request.Id, JsonSerializer.SerializeToUtf8Bytes(body, ShiftJson.Default.OfferedBody), null, cancellationToken);
    }
}
