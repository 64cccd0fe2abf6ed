using System.Text.Json;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// What corrections of a batch need: the events of their passages and what each event says once it is corrected. Empty, and free, for a
/// batch without corrections.
/// </summary>
internal sealed class Corrections(LaneReader reader)
{
    private readonly Dictionary<Guid, (LaneEvent Event, LaneContent Content)> _events = [];
    private readonly Dictionary<Guid, Guid> _correctedBy = [];
    private readonly Dictionary<Guid, LaneContent> _effective = [];
    private readonly Dictionary<Guid, Guid> _subjects = [];
    private readonly HashSet<Guid> _elsewhere = [];

    /// <summary>All contents that may be folded: their people must be read with the batch.</summary>
    public IEnumerable<LaneContent> Contents => _events.Values.Select(e => e.Content).Concat(_effective.Values);

    /// <summary>The same, each with the passage it is about.</summary>
    public IEnumerable<(Guid Subject, LaneContent Content)> ContentsBySubject => _events.Values.Select(e => (e.Event.Subject, e.Content))
        .Concat(_effective.Select(e => (_subjects[e.Key], e.Value)));

    public static async ValueTask<Corrections> ReadAsync(
        WriteTransaction write, LaneReader reader, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var corrections = new Corrections(reader);
        var asked = records.Where(r => r.Content is LaneContent { Body: CorrectionBody }).ToList();
        if (asked.Count == 0)
            return corrections;
        foreach (var stored in await PassagesSql.ReadEventsOfAsync(write, [.. asked.Select(r => r.Subject).Distinct()], cancellationToken).ConfigureAwait(false))
            corrections.Know(stored, reader.Read(stored.Owner, stored.Id, stored.Kind, reader.Open(stored)));
        var elsewhere = asked.Select(r => Body(r).Corrects).Where(id => !corrections._events.ContainsKey(id)).Distinct().ToList();
        corrections._elsewhere.UnionWith(await StoredRecords.WhichAsync(write, elsewhere, cancellationToken).ConfigureAwait(false));
        foreach (var (stored, content) in corrections._events.Values.ToList())
        {
            if (content.Body is CorrectionBody body)
                corrections.Lay(stored.Owner, stored.Id, stored.Subject, body, corrections.BodyOf(body.Corrects));
        }

        foreach (var record in asked)
        {
            var body = Body(record);
            var original = records.FirstOrDefault(r => r.Id == body.Corrects);
            corrections.Lay(write.Owner, record.Id, record.Subject, body, original is null ? corrections.BodyOf(body.Corrects) : (original.Kind, original.Body.ToArray()));
        }

        return corrections;
    }

    /// <summary>The event that is corrected, stored before or earlier in this batch; null when it has not come yet.</summary>
    public LaneEvent? Original(Guid id) => _events.TryGetValue(id, out var known) ? known.Event : null;

    /// <summary>Whether the event is stored, but is not one of the passage the correction names.</summary>
    public bool IsElsewhere(Guid id) => _elsewhere.Contains(id);

    public bool IsCorrected(Guid id) => _correctedBy.ContainsKey(id);

    /// <summary>What the corrected event says under this correction; null when that makes no sense.</summary>
    public LaneContent? Effective(Guid correction) => _effective.GetValueOrDefault(correction);

    /// <summary>An event of this batch that is going to be stored.</summary>
    public void Add(LaneEvent stored, LaneContent content) => Know(stored, content);

    /// <summary>All events of a passage in the order they happened, each as corrected.</summary>
    public IEnumerable<(LaneEvent Event, LaneContent Content)> EventsOf(Guid subject) => _events.Values
        .Where(e => e.Event.Subject == subject && e.Event.Kind != Kinds.Correction)
        .OrderBy(e => e.Event.EventTime).ThenBy(e => e.Event.Seq)
        .Select(e => (e.Event, _correctedBy.TryGetValue(e.Event.Id, out var by) ? _effective[by] : e.Content));

    private void Know(LaneEvent stored, LaneContent content)
    {
        _events[stored.Id] = (stored, content);
        if (stored.Corrects is { } corrected)
            _correctedBy[corrected] = stored.Id;
    }

    private void Lay(int owner, Guid correction, Guid subject, CorrectionBody body, (string Kind, byte[] Bytes)? original)
    {
        if (original is not { } found)
            return;
        try
        {
            _subjects[correction] = subject;
            _effective[correction] = reader.Read(owner, body.Corrects, found.Kind, LaneReader.Corrected(found.Bytes, body.Changes));
        }
        catch (Exception wrong) when (wrong is BodyException or JsonException or InvalidOperationException)
        {
            // Answered changes-wrong when its turn comes.
        }
    }

    private (string Kind, byte[] Bytes)? BodyOf(Guid id) =>
        _events.TryGetValue(id, out var known) ? (known.Event.Kind, reader.Open(known.Event)) : null;

    private static CorrectionBody Body(IncomingRecord record) => (CorrectionBody)((LaneContent)record.Content!).Body;
}
