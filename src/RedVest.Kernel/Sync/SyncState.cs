using System.Data.Common;
using System.Text.Json;

namespace RedVest.Kernel.Sync;

/// <summary>What one batch of pushes knows while it decides: as read, then folded record by record.</summary>
internal sealed class SyncState
{
    private readonly Dictionary<Guid, StreamState> _streams = [];
    private readonly Dictionary<Guid, StoredRecord> _byId = [];
    private readonly Dictionary<(Guid Device, long Seq), StoredRecord> _byNumber = [];

    public int Epoch { get; private set; }

    /// <summary>0 when the owner is not set up.</summary>
    public long Revision { get; private set; }

    public List<StoredRecord> NewRecords { get; } = [];

    public IEnumerable<StreamState> Streams => _streams.Values;

    public void SetOwner(DbDataReader row) => (Epoch, Revision) = (row.GetInt32(0), row.GetInt64(1));

    public void AddStream(DbDataReader row)
    {
        var stream = SyncSql.ReadStream(row);
        _streams.Add(stream.Device, new StreamState(stream));
    }

    public void AddRecord(DbDataReader row) => Remember(SyncSql.ReadRecord(row));

    /// <summary>A stored record beside one that fills a gap late.</summary>
    public void AddNeighbour(DbDataReader row)
    {
        if (SyncSql.ReadRecord(row) is { Device: { } device } record && _streams.TryGetValue(device, out var stream))
            stream.Know(record.Seq, record.EventTime);
    }

    /// <summary>Whether a record fills a gap below what its device has delivered, so that its neighbours must be read.</summary>
    public bool FillsGap(IncomingRecord record) =>
        record.Device is { } device && !_byId.ContainsKey(record.Id) && _streams.TryGetValue(device, out var stream) && record.Seq < stream.LastSeq;

    public StreamState StreamOf(int owner, Guid device)
    {
        if (!_streams.TryGetValue(device, out var stream))
            _streams.Add(device, stream = new StreamState(owner, device));
        return stream;
    }

    public StoredRecord? ById(Guid id) => _byId.GetValueOrDefault(id);

    public StoredRecord? ByNumber(Guid device, long seq) => _byNumber.GetValueOrDefault((device, seq));

    public void Add(StoredRecord record)
    {
        NewRecords.Add(record);
        Remember(record);
    }

    private void Remember(StoredRecord record)
    {
        _byId[record.Id] = record;
        if (record.Device is { } device)
            _byNumber[(device, record.Seq)] = record;
    }
}

/// <summary>One device's numbers and clocks while a batch decides.</summary>
internal sealed class StreamState
{
    private const int KeptLives = 8;
    private readonly int _owner;
    private readonly List<Anchor> _anchors;
    private readonly List<(long Seq, DateTimeOffset EventTime)> _known = []; // what the batch has met, in no order

    public StreamState(int owner, Guid device) => (_owner, Device, _anchors, IsNew) = (owner, device, [], true);

    public StreamState(DeviceStream stream)
    {
        (_owner, Device) = (stream.Owner, stream.Device);
        Numbers = SequenceRanges.Parse(stream.Ranges);
        LastSeq = stream.LastSeq;
        LastEventAt = stream.LastEventAt;
        if (LastEventAt is { } last)
            Know(LastSeq, last);
        _anchors = JsonSerializer.Deserialize<List<Anchor>>(stream.Anchors)!;
    }

    public Guid Device { get; }

    public bool IsNew { get; }

    public SequenceRanges Numbers { get; private set; } = SequenceRanges.Empty;

    public long LastSeq { get; private set; }

    public DateTimeOffset? LastEventAt { get; private set; }

    public IReadOnlyList<Anchor> Anchors => _anchors;

    /// <summary>Event time of the device's last record before this number; null for its first.</summary>
    public DateTimeOffset? Before(long seq) => seq > LastSeq ? LastEventAt : Nearest(_known.Where(k => k.Seq < seq).OrderByDescending(k => k.Seq));

    /// <summary>Event time of the device's first record after this number; null unless the record fills a gap late.</summary>
    public DateTimeOffset? After(long seq) => seq > LastSeq ? null : Nearest(_known.Where(k => k.Seq > seq).OrderBy(k => k.Seq));

    /// <summary>Takes note of a stored record.</summary>
    public void Know(long seq, DateTimeOffset eventTime) => _known.Add((seq, eventTime));

    /// <summary>The newest anchor of each life, of the last lives.</summary>
    public void Learn(IEnumerable<Anchor> anchors)
    {
        foreach (var anchor in anchors)
        {
            _anchors.RemoveAll(known => known.Life == anchor.Life);
            _anchors.Add(anchor);
        }

        if (_anchors.Count > KeptLives)
            _anchors.RemoveRange(0, _anchors.Count - KeptLives);
    }

    public void Stored(long seq, DateTimeOffset eventTime)
    {
        Accounted(seq);
        Know(seq, eventTime);
        if (seq > LastSeq)
            (LastSeq, LastEventAt) = (seq, eventTime);
    }

    /// <summary>The server has the record's content, stored or kept: the device owes it no more.</summary>
    public void Accounted(long seq) => Numbers = Numbers.With(seq);

    private static DateTimeOffset? Nearest(IEnumerable<(long Seq, DateTimeOffset EventTime)> sorted) => sorted.Select(k => (DateTimeOffset?)k.EventTime).FirstOrDefault();

    public DeviceStream ToRow(DateTimeOffset seenAt) => new(
        _owner, Device, Numbers.ToString(), Numbers.Contiguous, Numbers.Highest, LastSeq, LastEventAt, seenAt, JsonSerializer.Serialize(_anchors));
}
