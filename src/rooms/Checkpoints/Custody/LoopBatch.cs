using System.Runtime.CompilerServices;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Custody;

/// <summary>
/// The loops one transaction meets. Shared by all who write in it: a phone of a village post sends the lane's and the yard's records in one push, and
/// the second must see what the first did.
/// </summary>
internal sealed class LoopBatch
{
    private static readonly ConditionalWeakTable<WriteTransaction, LoopBatch> Shared = [];

    private readonly Dictionary<Guid, LoopFold> _loops = [];
    private readonly HashSet<Guid> _read = [];
    private readonly List<Link> _new = [];
    private readonly WriteTransaction _write;

    private LoopBatch(WriteTransaction write) => _write = write;

    /// <summary>Reads these loops too. On PostgreSQL they are locked in key order.</summary>
    /// <param name="loops">All that the caller may name: of others nothing is known here.</param>
    public static async ValueTask<LoopBatch> ReadAsync(WriteTransaction write, IEnumerable<Guid> loops, CancellationToken cancellationToken)
    {
        var batch = Shared.GetValue(write, w => new LoopBatch(w));
        var missing = loops.Where(batch._read.Add).ToList();
        if (missing.Count > 0)
        {
            await CustodySql.ReadAsync(
                write,
                missing,
                row => batch._loops.Add(row.Id, new LoopFold(row, isNew: false)),
                link => batch._loops[link.Loop].Know(link),
                cancellationToken).ConfigureAwait(false);
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

    /// <summary>The loop of an occupant, whose passage and number it carries.</summary>
    public LoopFold OfOccupant(Guid passage, int n)
    {
        var loop = Of(LoopIds.Of(passage, n), LoopKinds.Person);
        (loop.Row.Passage, loop.Row.N) = (passage, n);
        return loop;
    }

    /// <summary>Adds a link said by a record.</summary>
    public void Add(LoopFold loop, IncomingRecord record, string step, Guid checkpoint, LinkSaid said)
    {
        var link = new Link(_write.Owner, loop.Row.Id, record.Id, step, loop.Row.Kind, checkpoint, said.Giver ?? loop.Row.Custodian, said.Taker, said.Reason,
            said.Stage, said.Next, said.DueAt, said.Station, said.At ?? record.EventTime, record.Estimated, record.Seq, record.Device, record.Officer, record.User);
        _new.Add(link);
        loop.Add(link);
    }

    /// <summary>Writes what is new; whoever comes second finds nothing left.</summary>
    public void Write()
    {
        CustodySql.Links.Write(_write, _new);
        var changed = _loops.Values.Where(l => l.Changed).OrderBy(l => l.Row.Id).ToList();
        CustodySql.Loops.Write(_write, [.. changed.Where(l => l.IsNew).Select(l => l.Row)]);
        CustodySql.Loops.Write(_write, [.. changed.Where(l => !l.IsNew).Select(l => l.Row)], SetTable<Loop>.OnConflict.Update);
        _new.Clear();
        foreach (var loop in changed)
            (loop.Changed, loop.IsNew) = (false, false);
    }
}

/// <summary>What a record says in a link; what it leaves out stays.</summary>
/// <param name="At">When, if not at the record's own time.</param>
internal readonly record struct LinkSaid(
    string? Giver = null,
    string? Taker = null,
    string? Reason = null,
    string? Stage = null,
    string? Next = null,
    DateTimeOffset? DueAt = null,
    Guid? Station = null,
    DateTimeOffset? At = null);
