using System.Runtime.CompilerServices;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Loops;

/// <summary>
/// The loops one transaction meets. Shared by all who write in it: a phone may send the records of two rooms in one push, and the second must see
/// what the first did.
/// </summary>
public sealed class LoopBatch
{
    private static readonly ConditionalWeakTable<WriteTransaction, LoopBatch> Shared = [];

    private const int MostDeep = 16;

    private readonly Dictionary<Guid, LoopFold> _loops = [];
    private readonly HashSet<Guid> _read = [];
    private readonly List<LoopLink> _new = [];
    private readonly WriteTransaction _write;
    private readonly Riding _riding;

    private LoopBatch(WriteTransaction write) =>
        (_write, _riding) = (write, new Riding(id => _loops.TryGetValue(id, out var loop) ? loop.Links : []));

    /// <summary>Reads these loops too, with all that rides in them and what they ride in. On PostgreSQL they are locked in key order.</summary>
    /// <param name="loops">All that the caller may name: of others nothing is known here.</param>
    public static async ValueTask<LoopBatch> ReadAsync(WriteTransaction write, IEnumerable<Guid> loops, CancellationToken cancellationToken)
    {
        var batch = Shared.GetValue(write, w => new LoopBatch(w));
        var missing = loops.Where(batch._read.Add).ToList();
        while (missing.Count > 0)
        {
            var (carriers, companions, found) = (new List<Guid>(), new HashSet<Guid>(), new HashSet<Guid>());
            await LoopsSql.ReadAsync(
                write,
                missing,
                row =>
                {
                    if (!batch._loops.TryAdd(row.Id, new LoopFold(row, isNew: false)))
                        return; // this transaction may have changed it already
                    found.Add(row.Id);
                    batch._read.Add(row.Id);
                    if (row.Carries)
                        carriers.Add(row.Id);
                },
                link =>
                {
                    if (!found.Contains(link.Loop))
                        return;
                    batch._loops[link.Loop].Know(link);
                    if (link.Carrier is { } carrier)
                        companions.Add(carrier);
                },
                cancellationToken).ConfigureAwait(false);
            if (carriers.Count > 0) // few are; the lane's batches end here
                await LoopsSql.ReadRidersAsync(write, carriers, rider => companions.Add(rider), cancellationToken).ConfigureAwait(false);
            missing = [.. companions.Where(batch._read.Add)];
        }

        return batch;
    }

    /// <summary>A loop that exists; null: nobody has spoken of it.</summary>
    public LoopFold? Find(Guid id) => _loops.GetValueOrDefault(id);

    /// <summary>The loop, begun now if nobody has spoken of it before.</summary>
    public LoopFold Of(Guid id, string kind)
    {
        if (_loops.TryGetValue(id, out var known))
            return known;
        if (!_read.Contains(id))
            throw new InvalidOperationException("The loop was not read.");
        var loop = new LoopFold(new Loop { Owner = _write.Owner, Id = id, Kind = kind }, isNew: true);
        _loops.Add(id, loop);
        return loop;
    }

    /// <summary>Adds a link said by a record.</summary>
    public void Add(LoopFold loop, IncomingRecord record, string step, Guid place, LinkSaid said) =>
        Add(loop, new LinkBy(record.Id, record.EventTime, record.Estimated, record.Seq, record.Device, record.Officer, record.User), step, place, said);

    /// <summary>Adds a link and folds anew the loop and all that rides in it.</summary>
    public void Add(LoopFold loop, LinkBy by, string step, Guid place, LinkSaid said)
    {
        var link = new LoopLink(_write.Owner, loop.Row.Id, by.Id, step, loop.Row.Kind, place, said.Giver ?? loop.Row.Custodian, said.Taker, said.Reason,
            said.Stage, said.Next, said.DueAt, said.Station, said.Carrier, said.At ?? by.At, by.Estimated, by.Seq, by.Device, by.Officer, by.User);
        _new.Add(link);
        loop.Know(link);
        loop.Row.Place = place;
        if (said.Carrier is { } carrier)
            (_loops[carrier].Row.Carries, _loops[carrier].Changed) = (true, true);
        Fold(loop, []);
    }

    /// <summary>Whether a loop rides in another now, if only in one that rides in it.</summary>
    internal bool RidesIn(LoopFold loop, Guid carrier)
    {
        var above = loop.Row.RidesIn;
        for (var depth = 0; above is { } id && depth < MostDeep; depth++)
        {
            if (id == carrier)
                return true;
            above = Find(id)?.Row.RidesIn;
        }

        return false;
    }

    /// <summary>Writes what is new; whoever comes second finds nothing left.</summary>
    public void Write()
    {
        LoopsSql.Links.Write(_write, _new);
        var changed = _loops.Values.Where(l => l.Changed).OrderBy(l => l.Row.Id).ToList();
        LoopsSql.Loops.Write(_write, [.. changed.Where(l => l.IsNew).Select(l => l.Row)]);
        LoopsSql.Loops.Write(_write, [.. changed.Where(l => !l.IsNew).Select(l => l.Row)], SetTable<Loop>.OnConflict.Update);
        _new.Clear();
        foreach (var loop in changed)
            (loop.Changed, loop.IsNew) = (false, false);
    }

    private void Fold(LoopFold loop, HashSet<Guid> folded)
    {
        if (!folded.Add(loop.Row.Id))
            return;
        loop.Changed = true;
        LoopFold.Fold(loop.Row, _riding.LinksOf(loop.Row.Id));
        if (!loop.Row.Carries)
            return;
        foreach (var rider in _loops.Values.Where(l => l.Links.Any(link => link.Carrier == loop.Row.Id)).ToList())
            Fold(rider, folded);
    }
}

/// <summary>What a link says; what it leaves out stays.</summary>
/// <param name="At">When, if not at the record's own time.</param>
public readonly record struct LinkSaid(
    string? Giver = null,
    string? Taker = null,
    string? Reason = null,
    string? Stage = null,
    string? Next = null,
    DateTimeOffset? DueAt = null,
    Guid? Station = null,
    DateTimeOffset? At = null,
    Guid? Carrier = null);

/// <summary>Who said a link, and when.</summary>
/// <param name="Id">The record or act that says so.</param>
/// <param name="Seq">The device's number; 0: not on a device.</param>
public readonly record struct LinkBy(Guid Id, DateTimeOffset At, bool Estimated = false, long Seq = 0, Guid? Device = null, Guid? Officer = null, Guid? User = null);
