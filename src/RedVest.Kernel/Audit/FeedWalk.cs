using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>Goes along one owner's feed with the audit rows of each write, and hands each feed row to the seals.</summary>
internal sealed class FeedWalk(int owner, AuditFindings findings, SealWalk seals)
{
    private readonly MerkleBuilder _leaves = new();
    private FeedRow? _row;
    private long _expected = 1;
    private int _entries;

    /// <summary>One line of the join: a feed row comes once for each of its audit rows, or once without any.</summary>
    public async ValueTask TakeAsync(FeedRow row, AuditRow? audit, CancellationToken cancellationToken)
    {
        if (_row?.Number != row.Number)
        {
            await CloseRowAsync(cancellationToken).ConfigureAwait(false);
            SayMissing(row.Number - 1);
            _expected = row.Number + 1;
            _row = row;
            findings.FeedRows++;
        }

        if (audit is not null)
            Take(row, audit);
    }

    public async ValueTask FinishAsync(long counter, CancellationToken cancellationToken)
    {
        await CloseRowAsync(cancellationToken).ConfigureAwait(false);
        SayMissing(counter);
    }

    /// <summary>One finding for a gap, however wide somebody made it.</summary>
    private void SayMissing(long last)
    {
        if (_expected <= last)
            findings.Add(owner, _expected == last ? $"feed {last}" : $"feed {_expected}–{last}", "feed-missing");
    }

    private void Take(FeedRow row, AuditRow audit)
    {
        findings.AuditRows++;
        var leaf = audit.ComputeLeaf();
        if (!leaf.AsSpan().SequenceEqual(audit.Leaf) || audit.N != _entries || audit.At != row.At)
            findings.Add(owner, $"audit {audit.Write}/{audit.N}", "audit-changed");
        _entries++;
        _leaves.Add(leaf);
    }

    private async ValueTask CloseRowAsync(CancellationToken cancellationToken)
    {
        if (_row is not { } row)
            return;
        if (_entries != row.Entries || !_leaves.Finish().AsSpan().SequenceEqual(row.Digest))
            findings.Add(owner, $"feed {row.Number}", _entries < row.Entries ? "audit-missing" : "digest-differs");
        _entries = 0;
        _row = null;
        await seals.TakeAsync(row, cancellationToken).ConfigureAwait(false);
    }
}
