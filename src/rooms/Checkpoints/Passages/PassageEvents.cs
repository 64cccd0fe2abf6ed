using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>The events of one passage as stored, in the order they happened, and what each says as corrected.</summary>
internal sealed class PassageEvents
{
    private readonly LaneReader _reader;
    private readonly Dictionary<Guid, LaneEvent> _correctedBy;

    private PassageEvents(LaneReader reader, List<LaneEvent> all)
    {
        (_reader, All) = (reader, all);
        _correctedBy = all.Where(e => e.Corrects is not null).ToDictionary(e => e.Corrects!.Value);
    }

    public IReadOnlyList<LaneEvent> All { get; }

    public static async Task<PassageEvents> ReadAsync(RedVestDb db, LaneReader reader, Passage passage, CancellationToken cancellationToken)
    {
        var events = await db.Set<LaneEvent>().AsNoTracking().Where(e => e.Owner == passage.Owner && e.Subject == passage.Id)
            .OrderBy(e => e.EventTime).ThenBy(e => e.Seq).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        return new PassageEvents(reader, events);
    }

    /// <summary>The correction that stands over an event; null: none.</summary>
    public Guid? SupersededBy(LaneEvent stored) => _correctedBy.TryGetValue(stored.Id, out var by) ? by.Id : null;

    /// <summary>The body as sent.</summary>
    public byte[] Body(LaneEvent stored) => _reader.Open(stored);

    /// <summary>The last check, as corrected; null when none came.</summary>
    public CheckStartedBody? Check => Last(Kinds.CheckStarted) is { } stored ? JsonSerializer.Deserialize(Effective(stored), BodyJson.Default.CheckStartedBody) : null;

    /// <summary>The last verdict, as corrected; null when none came.</summary>
    public VerdictBody? Verdict => Last(Kinds.Verdict) is { } stored ? JsonSerializer.Deserialize(Effective(stored), BodyJson.Default.VerdictBody) : null;

    private LaneEvent? Last(string kind) => All.LastOrDefault(e => e.Kind == kind);

    private byte[] Effective(LaneEvent stored)
    {
        var body = Body(stored);
        return _correctedBy.TryGetValue(stored.Id, out var by)
            ? LaneReader.Corrected(body, JsonSerializer.Deserialize(Body(by), BodyJson.Default.CorrectionBody)!.Changes)
            : body;
    }
}
