using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>
/// Records written in the office. A room decides and stores them by the same code as a device's, in a transaction of their own. The unique keys
/// settle races: the loser reads again and decides once more.
/// </summary>
public sealed class OfficeRecords(Store store, IEnumerable<IRecordRoom> rooms)
{
    private const int MaxTries = 8;

    /// <summary>Stores one record in the user's name.</summary>
    /// <param name="me">The user; its owner's records are written.</param>
    /// <param name="act">What the audit says of it.</param>
    /// <param name="id">Made by the user's app: the same id with the same content is stored once.</param>
    /// <param name="kind">A kind of some room.</param>
    /// <param name="subject">What the record is about.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    /// <param name="officer">Who says it, when a device of the post asks the centre to write it.</param>
    /// <returns>As on a device: stored, already-stored, conflict, refused or waiting-for.</returns>
    public async Task<RecordAnswer> WriteAsync(Caller me, string act, Guid id, string kind, Guid subject, byte[] body, CancellationToken cancellationToken, Guid? officer = null)
    {
        var room = rooms.Single(r => kind.StartsWith(r.Prefix, StringComparison.Ordinal));
        var record = RecordOf(me, id, kind, subject, body, officer);
        room.Parse(me.Owner, record);
        if (record.Refusal is { } refusal)
            return RecordAnswer.Refused(refusal);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(me, act, room, record, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception lost) when (tries < MaxTries && (Races.WasLost(lost) || lost is CommitUnknownException))
            {
                // Somebody stored the same id or corrected the same event, or our own commit is there and was not acknowledged: read again.
            }
        }
    }

    private async Task<RecordAnswer> TryAsync(Caller me, string act, IRecordRoom room, IncomingRecord record, CancellationToken cancellationToken)
    {
        await using var write = await store.BeginAsync(me.Owner, WriteLane.Office, cancellationToken).ConfigureAwait(false);
        record.EventTime = write.At;
        var revision = (await SyncSql.ReadAsync(write, [], [], cancellationToken).ConfigureAwait(false)).Revision;
        var batch = await room.ReadAsync(write, revision, [record], cancellationToken).ConfigureAwait(false);
        // Only now: the room has locked what the record is about, so a twin sent at the same time is either stored and seen, or still behind us.
        if ((await SyncSql.ReadAsync(write, [], [record], cancellationToken).ConfigureAwait(false)).ById(record.Id) is { } same)
            return same.Digest.AsSpan().SequenceEqual(record.Digest) ? RecordAnswer.AlreadyStored : RecordAnswer.Conflict("record-changed");
        var answer = batch.Decide(record);
        if (answer.Outcome != Outcomes.Stored)
            return answer;
        await batch.WriteAsync(cancellationToken).ConfigureAwait(false);
        SyncSql.Records.Write(write, [new StoredRecord(me.Owner, record.Id, null, 0, record.Digest, record.EventTime, false)]);
        write.Did(me.Did(act, record.Subject, new { record = record.Id, digest = Convert.ToHexStringLower(record.Digest) }));
        await write.CommitAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private static IncomingRecord RecordOf(Caller me, Guid id, string kind, Guid subject, byte[] body, Guid? officer)
    {
        var raw = new ArrayBufferWriter<byte>(body.Length + 200);
        using (var writer = new Utf8JsonWriter(raw))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("kind"u8, kind);
            writer.WriteString("subject"u8, subject);
            writer.WritePropertyName("body"u8);
            writer.WriteRawValue(body);
            writer.WriteEndObject();
        }

        return new IncomingRecord
        {
            Id = id,
            Seq = 0,
            Kind = kind,
            Subject = subject,
            Clock = default,
            Raw = raw.WrittenMemory,
            Body = body,
            Digest = SHA256.HashData(raw.WrittenSpan),
            User = me.Kind == CallerKinds.User ? me.Id : null,
            Officer = officer,
        };
    }
}
