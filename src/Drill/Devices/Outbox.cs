using System.Globalization;

namespace RedVest.Drill.Devices;

internal enum EntryState
{
    Waiting,

    /// <summary>Named by the server as stored; kept for 72 hours in case the server is restored.</summary>
    Sent,

    NeedsAPerson,
}

/// <summary>One record of a device. <see cref="Text"/> is what is sent, the same bytes every time.</summary>
internal sealed record Entry(Guid Id, long Seq, string Kind, Guid Subject, Guid Life, long Mono, long Wall, string Body, Guid? Was = null)
{
    public EntryState State { get; init; } = EntryState.Waiting;

    public string? Because { get; init; }

    /// <summary>Who says it.</summary>
    public Guid? Officer { get; init; }

    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{Id}}","seq":{{Seq}},"kind":"{{Kind}}","subject":"{{Subject}}","life":"{{Life}}","mono":{{Mono}},"wall":{{Wall}},"officer":{{(Officer is { } officer ? $"\"{officer}\"" : "null")}},"body":{{Body}}{{(Was is null ? "" : $",\"was\":\"{Was}\"")}}}""");
}

/// <summary>What a device has recorded, by sequence number, with what became of it. Held in memory; a copy of it is a backup.</summary>
internal sealed class Outbox
{
    private readonly SortedDictionary<long, Entry> _entries = [];

    public Outbox()
    {
    }

    private Outbox(Outbox backup)
    {
        foreach (var (seq, entry) in backup._entries)
            _entries.Add(seq, entry);
        NextSeq = backup.NextSeq;
    }

    public long NextSeq { get; private set; } = 1;

    public IEnumerable<Entry> Waiting => _entries.Values.Where(e => e.State == EntryState.Waiting);

    public IEnumerable<Entry> InNeedOfAPerson => _entries.Values.Where(e => e.State == EntryState.NeedsAPerson);

    public int Count => _entries.Count;

    /// <summary>The id a record has by now; it may have been given a new one.</summary>
    public Guid IdNow(Guid id) => _entries.Values.FirstOrDefault(e => e.Was == id)?.Id ?? id;

    public Outbox Copy() => new(this);

    public void Add(Func<long, Entry> make)
    {
        var entry = make(NextSeq++);
        _entries.Add(entry.Seq, entry);
    }

    public void Mark(Entry entry, EntryState state, string? because = null) => _entries[entry.Seq] = entry with { State = state, Because = because };

    /// <summary>The server refused the time in the id: the record gets a new one and keeps the old as evidence. Corrections of it follow.</summary>
    public void RenewId(Entry entry, DateTimeOffset time)
    {
        var id = Guid.CreateVersion7(time);
        _entries[entry.Seq] = entry with { Id = id, Was = entry.Was ?? entry.Id };
        foreach (var later in Waiting.Where(e => e.Seq > entry.Seq && e.Body.Contains(entry.Id.ToString(), StringComparison.Ordinal)).ToList())
            _entries[later.Seq] = later with { Body = later.Body.Replace(entry.Id.ToString(), id.ToString(), StringComparison.Ordinal) };
    }

    /// <summary>
    /// The server holds other records under these numbers: this device was restored from an old backup and has counted twice. All that waits is counted on
    /// from what the server has; ids stay, so nothing is lost and nothing is stored twice.
    /// </summary>
    public void CountOnFrom(long contiguous)
    {
        var waiting = Waiting.ToList();
        foreach (var entry in waiting)
            _entries.Remove(entry.Seq);
        var next = contiguous;
        foreach (var entry in waiting)
        {
            while (_entries.ContainsKey(++next))
            {
                // a number this device has used itself since
            }

            _entries.Add(next, entry with { Seq = next });
        }

        NextSeq = Math.Max(NextSeq, next + 1);
        if (NextSeq <= contiguous)
            NextSeq = contiguous + 1;
    }

    /// <summary>The server was restored: it may have lost what it had named as stored. A drill is over long before the 72 hours that phones keep.</summary>
    public void WaitAgain()
    {
        foreach (var entry in _entries.Values.Where(e => e.State == EntryState.Sent).ToList())
            Mark(entry, EntryState.Waiting);
    }
}
