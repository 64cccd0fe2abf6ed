using System.Security.Cryptography;
using RedVest.Kernel.Access;
using RedVest.Kernel.Batching;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>One batch of pushes of one owner: one read, every record decided in order, one write, one commit.</summary>
internal sealed class PushWork(Store store, IEnumerable<IRecordRoom> rooms, DeviceDirectory devices, KeyRing keys) : IBatchWork<Push, PushAnswer>
{
    private readonly IRecordRoom[] _rooms = [.. rooms];

    public IRecordRoom? RoomOf(string kind) => Array.Find(_rooms, r => kind.StartsWith(r.Prefix, StringComparison.Ordinal));

    public async Task<IReadOnlyList<PushAnswer>> RunAsync(int owner, IReadOnlyList<Push> pushes, CancellationToken cancellationToken)
    {
        await using var write = await store.BeginAsync(owner, WriteLane.Lane, cancellationToken).ConfigureAwait(false);
        var state = await SyncSql.ReadAsync(write, pushes, cancellationToken).ConfigureAwait(false);
        var known = await devices.AsOfAsync(owner, state.Revision, cancellationToken).ConfigureAwait(false);
        var batches = await ReadRoomsAsync(write, state.Revision, pushes, cancellationToken).ConfigureAwait(false);

        var decider = new PushDecider(write, state, batches, keys);
        var answers = new PushAnswer[pushes.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = decider.Decide(pushes[i], known.Find(pushes[i].Device));
        if (!decider.HasSomethingToWrite)
            return answers; // only resends: nothing changed, so there is nothing to say in audit or feed

        foreach (var batch in batches.Values)
            await batch.WriteAsync(cancellationToken).ConfigureAwait(false);
        decider.Write();
        await write.CommitAsync(cancellationToken).ConfigureAwait(false);
        return answers;
    }

    /// <summary>
    /// A plain read of the ids tells whether the database answers. Nothing is answered from it: the push runs again, meets its records as
    /// stored ones and so gets the room's answers too.
    /// </summary>
    public async Task<IReadOnlyList<PushAnswer?>> ReadStoredAsync(int owner, IReadOnlyList<Push> items, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from kernel_owner";
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        return new PushAnswer?[items.Count];
    }

    /// <summary>It failed alone while the machine was well: a defect of ours. Every record of it is told to come again later, none is lost.</summary>
    public PushAnswer Poisoned(Push item, Exception cause) => new(
        null, item.Epoch, 0, SequenceRanges.Empty,
        [.. item.Records.Select(r => new RecordResult(r, new RecordAnswer(Outcomes.Later, "record-failed"), item.ReceivedAt, true))]);

    private async ValueTask<Dictionary<IRecordRoom, IRecordBatch>> ReadRoomsAsync(
        WriteTransaction write, long revision, IReadOnlyList<Push> pushes, CancellationToken cancellationToken)
    {
        var batches = new Dictionary<IRecordRoom, IRecordBatch>(1);
        foreach (var room in _rooms)
        {
            var records = pushes.SelectMany(p => p.Records).Where(r => r.Content is not null && RoomOf(r.Kind) == room).ToList();
            if (records.Count > 0)
                batches.Add(room, await room.ReadAsync(write, revision, records, cancellationToken).ConfigureAwait(false));
        }

        return batches;
    }
}

/// <summary>Decides the records of a batch one after the other; touches nothing but the state it was given.</summary>
internal sealed class PushDecider(WriteTransaction write, SyncState state, Dictionary<IRecordRoom, IRecordBatch> batches, KeyRing keys)
{
    private readonly List<KeptRecord> _kept = [];
    private readonly HashSet<StreamState> _touched = [];

    public bool HasSomethingToWrite => state.NewRecords.Count > 0 || _kept.Count > 0;

    public PushAnswer Decide(Push push, KnownDevice? device)
    {
        if (device is null)
            return PushAnswer.Refuse("session-expired");
        if (device.RevokedAt is not null)
            return PushAnswer.Refuse("device-revoked");
        var stream = state.StreamOf(push.Owner, push.Device);
        stream.Learn(push.Anchors);
        var stored = new List<IncomingRecord>(push.Records.Count);
        var results = new RecordResult[push.Records.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var record = push.Records[i];
            results[i] = DecideOne(push, device, stream, record);
            if (results[i].Answer.Outcome == Outcomes.Stored)
                stored.Add(record);
            Keep(results[i], stream);
        }

        if (stored.Count > 0)
        {
            _touched.Add(stream);
            write.Did(new AuditEntry("device", push.Device, "records-received", null, Detail(push.Id, stored)));
        }

        return new PushAnswer(null, state.Epoch, state.Revision, stream.Numbers, results);
    }

    public void Write()
    {
        SyncSql.Records.Write(write, state.NewRecords);
        SyncSql.Kept.Write(write, _kept, SetTable<KeptRecord>.OnConflict.Ignore);
        // Both in key order. A new stream that another node made meanwhile fails on its key, and the batch runs again.
        var streams = _touched.OrderBy(s => s.Device.ToString(), StringComparer.Ordinal).ToList();
        SyncSql.Streams.Write(write, [.. streams.Where(s => s.IsNew).Select(s => s.ToRow(write.At))]);
        SyncSql.Streams.Write(write, [.. streams.Where(s => !s.IsNew).Select(s => s.ToRow(write.At))], SetTable<DeviceStream>.OnConflict.Update);
    }

    private RecordResult DecideOne(Push push, KnownDevice device, StreamState stream, IncomingRecord record)
    {
        var (at, estimated) = EventTime.Of(stream.Anchors, record.Clock, record.Id, stream.Before(record.Seq), stream.After(record.Seq), push.ReceivedAt);
        (record.EventTime, record.Estimated) = (at, estimated);
        if (state.ById(record.Id) is { } same)
        {
            (record.EventTime, record.Estimated) = (same.EventTime, same.Estimated);
            return Result(record, same.Digest.AsSpan().SequenceEqual(record.Digest) ? Batch(record)?.AnswerAgain(record) ?? RecordAnswer.AlreadyStored
                : RecordAnswer.Conflict("record-changed"));
        }

        if (state.ByNumber(push.Device, record.Seq) is not null)
            return Result(record, RecordAnswer.Conflict("sequence-changed"));
        if (record.Refusal is { } refusal)
            return Result(record, RecordAnswer.Refused(refusal));
        if (!EventTime.IsIdTimeGood(record.Id, device.TimeFloor, push.ReceivedAt))
            return Result(record, RecordAnswer.Refused("id-time"));
        if (at < push.SessionFrom && !push.Signed)
            return Result(record, RecordAnswer.Refused("signature-required"));
        var answer = Batch(record)!.Decide(record);
        if (answer.Outcome == Outcomes.Stored)
        {
            state.Add(new StoredRecord(push.Owner, record.Id, push.Device, record.Seq, record.Digest, at, estimated));
            stream.Stored(record.Seq, at);
        }

        return Result(record, answer);
    }

    private IRecordBatch? Batch(IncomingRecord record)
    {
        foreach (var (room, batch) in batches)
        {
            if (record.Kind.StartsWith(room.Prefix, StringComparison.Ordinal))
                return batch;
        }

        return null;
    }

    /// <summary>What needs a person is kept for a supervisor. What the device mends by itself (a new id, a signature) is not.</summary>
    private void Keep(RecordResult result, StreamState stream)
    {
        var (record, answer) = (result.Record, result.Answer);
        if (answer is not { Outcome: Outcomes.Refused or Outcomes.Conflict, Code: { } code } || code is "id-time" or "signature-required")
            return;
        var id = write.Store.Clock.NewId();
        _kept.Add(new KeptRecord(write.Owner, id, record.Id, stream.Device, record.Seq, record.Kind, answer.Outcome, code, write.At, record.Digest,
            keys.Encrypt("kernel_kept_record", "raw", id, write.Owner, record.Raw.Span)));
        stream.Accounted(record.Seq);
        _touched.Add(stream);
    }

    private static RecordResult Result(IncomingRecord record, RecordAnswer answer) => new(record, answer, record.EventTime, record.Estimated);

    /// <summary>How many, and the digest over theirs: the audit thereby covers the content of what was stored.</summary>
    private static string Detail(Guid push, List<IncomingRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in records)
            hash.AppendData(record.Digest);
        return $$"""{"push":"{{push}}","records":{{records.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}},"digest":"{{Convert.ToHexStringLower(hash.GetHashAndReset())}}"}""";
    }
}
