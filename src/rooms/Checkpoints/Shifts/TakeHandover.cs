using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The incoming leader signs a handover in the office, and answers for its persons and trips from then on.</summary>
public static class TakeHandover
{
    /// <param name="Record">Of this signature, made by the app.</param>
    /// <param name="Digest">Of the sheet that was shown.</param>
    /// <param name="Persons">Taken over.</param>
    /// <param name="Trips">Taken over.</param>
    /// <param name="Differences">What was found otherwise.</param>
    public sealed record Request(
        Guid Record, [Required] string Digest, IReadOnlyList<Guid>? Persons = null, IReadOnlyList<Guid>? Trips = null, IReadOnlyList<string>? Differences = null);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, OfficeRecords records, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await ShowHandover.FindAsync(db, book, me, id, cancellationToken) is not { } handover)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var names = handover.OfferedBy is { } giver ? await LogView.NamesAsync(db, me.Owner, [giver], cancellationToken) : [];
        if (await Signer.IsSamePersonAsync(db, me, null, names.Values.FirstOrDefault(), cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "same-person");
        var body = new TakenBody(request.Digest, request.Persons, request.Trips, request.Differences) { Checkpoint = handover.Checkpoint };
        return await ShiftActs.WriteAsync(
            records, me, "handover-taken", request.Record, ShiftKinds.Taken, id, JsonSerializer.SerializeToUtf8Bytes(body, ShiftJson.Default.TakenBody), null, cancellationToken);
    }
}

/// <summary>A leader says that a handover was not the one: of two of a shift, one stays.</summary>
public static class WithdrawHandover
{
    public sealed record Request(Guid Record, [Required, StringLength(ShiftReader.LongestText, MinimumLength = 1)] string Reason);

    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, OfficeRecords records, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await ShowHandover.FindAsync(db, book, me, id, cancellationToken) is not { } handover)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var body = new WithdrawnBody(request.Reason.Trim()) { Checkpoint = handover.Checkpoint };
        return await ShiftActs.WriteAsync(
            records, me, "handover-withdrawn", request.Record, ShiftKinds.Withdrawn, id, JsonSerializer.SerializeToUtf8Bytes(body, ShiftJson.Default.WithdrawnBody), null, cancellationToken);
    }
}
