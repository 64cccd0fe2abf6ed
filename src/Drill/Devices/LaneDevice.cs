using System.Text;
using System.Text.Json;

namespace RedVest.Drill.Devices;

/// <summary>How a device of the drill learns the time.</summary>
internal enum TimeSource
{
    /// <summary>From the server's tickets, as every phone does.</summary>
    Tickets,

    /// <summary>It states the time of the day it was given; only a device enrolled as drill may.</summary>
    Stated,
}

/// <summary>What a device had to cope with.</summary>
internal sealed record DeviceTally
{
    public int Pushes { get; set; }

    public int Records { get; set; }

    public int SignedPushes { get; set; }

    public int SentTwice { get; set; }

    public int Renumbered { get; set; }

    public int NewIds { get; set; }

    public int TriedAgain { get; set; }
}

/// <summary>
/// A phone at a lane: keeps what it records until the server has named it as stored, and copes with every answer of the protocol.
/// One device is used by one task at a time.
/// </summary>
internal sealed class LaneDevice(DeviceApi api, DeviceKey key, EnrolAnswer enrolled, string name, DeviceClock clock, TimeSource time) : IDisposable
{
    private const int MostRecords = 200;
    private const int MostBytes = 900_000;
    private const int MostTries = 150;
    private readonly Dictionary<Guid, JsonElement> _proposals = [];
    private string? _token;
    private DateTimeOffset _sessionBegan;
    private int _epoch = enrolled.Epoch;
    private int _limit = MostRecords;
    private bool _sure; // that this device and the server count alike: not so after a start, until a record has been stored

    public string Name { get; } = name;

    public DeviceTally Tally { get; } = new();

    public DeviceClock Clock => clock;

    public Guid Checkpoint => enrolled.CheckpointId;

    public Outbox Outbox { get; private set; } = new();

    /// <summary>Sends every push a second time, as a phone does whose answer was lost on the way.</summary>
    public bool SendsTwice { get; set; }

    /// <summary>The code for the people in the queue, which hangs where this phone stands; null: there is none.</summary>
    public PublicDoor? Door { get; init; }

    /// <summary>Null until the first bundle came.</summary>
    public Bundle? Bundle { get; private set; }

    public async Task LoadBundleAsync(CancellationToken cancellationToken)
    {
        await EnsureSessionAsync(cancellationToken);
        Bundle = Bundle.Open(await api.BundleAsync(_token!, cancellationToken), enrolled.ServerKey); // a session was just opened
    }

    public Guid NewId() => Guid.CreateVersion7(clock.EstimateNow());

    /// <summary>Stores a record; nothing is sent yet.</summary>
    /// <param name="kind">What the lane records, by its own word; other kinds by their whole name.</param>
    /// <param name="officer">Who says it; null where the drill names nobody.</param>
    /// <returns>The record's id.</returns>
    public Guid Record<TBody>(string kind, Guid subject, TBody body, Guid? officer = null)
    {
        var id = NewId();
        Outbox.Add(seq => new(id, seq, kind.Contains('.', StringComparison.Ordinal) ? kind : "checkpoints." + kind, subject, clock.Life, clock.Mono, clock.Wall, Wire.Text(body)) { Officer = officer });
        Tally.Records++;
        return id;
    }

    /// <summary>The server's proposal for a passage, if it has answered.</summary>
    public JsonElement? ProposalFor(Guid passage) => _proposals.TryGetValue(passage, out var proposal) ? proposal : null;

    /// <summary>The page is loaded anew: what is stored stays, the session and the monotonic clock do not.</summary>
    public void Reboot()
    {
        clock.Reboot();
        _token = null;
        _sure = false;
    }

    /// <summary>The phone is set back to an earlier state of its storage. It does not know.</summary>
    public void RestoreFrom(Outbox backup)
    {
        Outbox = backup.Copy();
        Reboot();
    }

    /// <summary>The people the server knows behind a plate, or who registered under a number; none when it does not answer.</summary>
    public async Task<IReadOnlyList<RecognisedPerson>> RecogniseAsync(RecogniseRequest by, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureSessionAsync(cancellationToken);
            var answer = await api.RecogniseAsync(by, _token!, cancellationToken); // a session was just opened
            return answer.Registered?.Occupants ?? answer.Occupants ?? [];
        }
        catch (Exception e) when (e is HttpRequestException or RefusedException { Code: not "device-revoked" })
        {
            _token = e is RefusedException { Code: "session-expired" } ? null : _token;
            return []; // the lane goes on with cards
        }
    }

    /// <summary>An act that only the centre can do, for somebody at this phone.</summary>
    public async Task ActAsync<TBody>(string path, TBody body, CancellationToken cancellationToken)
    {
        await EnsureSessionAsync(cancellationToken);
        await api.ActAsync(path, body, _token!, cancellationToken); // a session was just opened
    }

    /// <summary>Sends all that waits, in order, until the server has answered for each record.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        var tries = 0;
        while (Outbox.Waiting.Any())
        {
            if (await PushOnceAsync(cancellationToken) is not { } pause)
            {
                tries = 0;
                continue;
            }

            Tally.TriedAgain++;
            if (++tries > MostTries)
                throw new RefusedException("server-silent", Words.Say.Text("drill.server-silent"));
            await Task.Delay(pause, cancellationToken);
        }
    }

    public void Dispose() => key.Dispose();

    /// <returns>Null after progress, else how long to wait before the next try.</returns>
    private async Task<TimeSpan?> PushOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureSessionAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return TimeSpan.FromMilliseconds(200); // the centre is away
        }

        var batch = NextBatch();
        var body = Body(batch);
        var signed = NeedsSignature(batch);
        var result = await SendAsync(body, signed, cancellationToken);
        if (SendsTwice && result is PushResult.Answered(var first))
        {
            // The second answer alone decides what leaves the outbox; the proposals came with the first.
            Tally.SentTwice++;
            KeepProposals(batch, first);
            _sure |= first.Outcomes.Any(o => o.Word == "stored");
            result = await SendAsync(body, signed, cancellationToken);
        }

        switch (result)
        {
            case PushResult.Answered(var answer):
                return Settle(batch, answer) ? null : TimeSpan.FromMilliseconds(100);
            case PushResult.TryLater(var after):
                return after;
            case PushResult.SessionEnded:
                _token = null;
                return TimeSpan.Zero;
            case PushResult.TooLarge when batch.Count > 1:
                _limit = Math.Max(1, batch.Count / 2);
                return TimeSpan.Zero;
            case PushResult.SignatureWanted when !signed:
                _sessionBegan = DateTimeOffset.MaxValue;
                return TimeSpan.Zero;
            default:
                throw new RefusedException("push-refused", Words.Say.Text("drill.push-refused"));
        }
    }

    private async Task<PushResult> SendAsync(byte[] body, bool signed, CancellationToken cancellationToken)
    {
        Tally.Pushes++;
        if (signed)
            Tally.SignedPushes++;
        return await api.PushAsync(body, _token!, signed ? key.Sign(body) : null, cancellationToken); // EnsureSession came before
    }

    private async Task EnsureSessionAsync(CancellationToken cancellationToken)
    {
        if (_token is not null)
            return;
        var session = await api.OpenSessionAsync(enrolled.DeviceId, key, cancellationToken);
        _token = session.Token;
        Heard(session.Ticket, session.Epoch);
        _sessionBegan = time == TimeSource.Stated ? DateTimeOffset.MaxValue : clock.EstimateNow(); // a stated past is always older than the session
    }

    /// <summary>Until a record has been stored after a start, one at a time: a device restored from a backup counts twice, and must find out before it sends more.</summary>
    private List<Entry> NextBatch()
    {
        var bytes = 0;
        return [.. Outbox.Waiting.Take(_sure ? _limit : 1).TakeWhile((entry, at) => (bytes += Encoding.UTF8.GetByteCount(entry.Text)) <= MostBytes || at == 0)];
    }

    private byte[] Body(List<Entry> batch) => Encoding.UTF8.GetBytes(
        $$"""{"push":"{{NewId()}}","epoch":{{_epoch}},"anchors":{{Wire.Text(clock.Anchors)}},"records":[{{string.Join(',', batch.Select(e => e.Text))}}]}""");

    private bool NeedsSignature(List<Entry> batch) => batch.Any(e => clock.Estimate(e.Life, e.Mono, e.Wall) <= _sessionBegan);

    private bool Settle(List<Entry> batch, PushAnswer answer)
    {
        KeepProposals(batch, answer);
        var outcomes = answer.Outcomes.ToDictionary(o => o.Id);
        var progress = false;
        var countsTwice = false;
        foreach (var entry in batch)
        {
            switch (outcomes.GetValueOrDefault(entry.Id))
            {
                case { Word: "stored" or "already-stored" } outcome:
                    Outbox.Mark(entry, EntryState.Sent);
                    _sure |= outcome.Word == "stored";
                    progress = true;
                    break;
                case { Word: "conflict", Code: "sequence-changed" }:
                    countsTwice = true;
                    break;
                case { Word: "refused", Code: "id-time" } when entry.Was is null:
                    Outbox.RenewId(entry, clock.Estimate(entry.Life, entry.Mono, entry.Wall));
                    Tally.NewIds++;
                    progress = true;
                    break;
                case { Word: "refused", Code: "signature-required" } when _sessionBegan != DateTimeOffset.MaxValue:
                    _sessionBegan = DateTimeOffset.MaxValue;
                    progress = true;
                    break;
                case { Word: "conflict" or "refused" } outcome:
                    Outbox.Mark(entry, EntryState.NeedsAPerson, outcome.Code);
                    progress = true;
                    break;
                default: // later, waiting-for, not mentioned, unknown: try again
                    break;
            }
        }

        if (countsTwice)
        {
            Tally.Renumbered += Outbox.Waiting.Count();
            Outbox.CountOnFrom(answer.Contiguous);
            progress = true;
        }

        Heard(answer.Ticket, answer.Epoch);
        return progress;
    }

    private void KeepProposals(List<Entry> batch, PushAnswer answer)
    {
        foreach (var (entry, outcome) in batch.Join(answer.Outcomes, e => e.Id, o => o.Id, (entry, outcome) => (entry, outcome)))
        {
            if (outcome.Answer is { ValueKind: JsonValueKind.Object } proposal)
                _proposals[entry.Subject] = proposal;
        }
    }

    private void Heard(string ticket, int epoch)
    {
        if (time == TimeSource.Stated)
            clock.Stated();
        else
            clock.Anchored(ticket);
        if (epoch > _epoch)
        {
            _epoch = epoch;
            Outbox.WaitAgain();
        }
    }
}
