using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>Goes along one owner's seals beside the feed.</summary>
internal sealed class SealWalk(Store store, SigningKey key, int owner, AuditFindings findings)
{
    /// <summary>A row that no seal covers after this long is a problem: the sealer takes rows every second.</summary>
    private static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(1);

    private const int Page = 500;
    private readonly Queue<Seal> _page = new();
    private readonly MerkleBuilder _leaves = new();
    private Seal? _current;
    private long _number;
    private long _lastSealed;
    private byte[] _previous = new byte[32];
    private DateTimeOffset? _oldestUnsealed;
    private bool _ended;

    /// <summary>The next feed row. A row that is missing leaves the root of its range wrong.</summary>
    public async ValueTask TakeAsync(FeedRow row, CancellationToken cancellationToken)
    {
        while (!_ended && (_current is null || row.Number > _current.Last))
            await OpenNextAsync(cancellationToken).ConfigureAwait(false);
        if (_ended)
        {
            _oldestUnsealed ??= row.At;
            findings.Unsealed++;
        }
        else if (row.Number >= _current!.First)
        {
            _leaves.Add(row.ComputeLeaf());
        }
    }

    /// <param name="counter">Up to which feed number was looked; a younger seal may cover more.</param>
    public async ValueTask FinishAsync(long counter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_current?.Last > counter)
        {
            _current = null; // made while we looked: its rows were not all seen
            return;
        }

        while (!_ended && (_current is null || _current.Last <= counter))
            await OpenNextAsync(cancellationToken).ConfigureAwait(false);
        if (_oldestUnsealed is { } oldest && now - oldest > LongestUnsealed)
            findings.Add(owner, $"feed {_lastSealed + 1}", "unsealed");
    }

    private async ValueTask OpenNextAsync(CancellationToken cancellationToken)
    {
        CloseCurrent();
        if (_page.Count == 0)
        {
            await using var db = store.OpenDb();
            var next = await db.Set<Seal>().AsNoTracking().Where(s => s.Owner == owner && s.Number > _number)
                .OrderBy(s => s.Number).Take(Page).ToListAsync(cancellationToken).ConfigureAwait(false);
            next.ForEach(_page.Enqueue);
        }

        _ended = !_page.TryDequeue(out _current);
        if (_current is not null)
            Check(_current);
    }

    private void Check(Seal seal)
    {
        findings.Seals++;
        if (seal.Number != _number + 1)
            Say(seal, "seal-missing");
        if (seal.First != _lastSealed + 1 || seal.Last < seal.First)
            Say(seal, "seal-range");
        if (!seal.Previous.AsSpan().SequenceEqual(_previous))
            Say(seal, "seal-chain");
        if (!string.Equals(seal.KeyId, key.KeyId, StringComparison.Ordinal))
            Say(seal, "seal-key-unknown");
        else if (!key.Verify(Seals.Content(seal), seal.Signature))
            Say(seal, "seal-signature");
        _number = seal.Number;
        _lastSealed = seal.Last;
        _previous = Seals.Hash(seal);
    }

    private void CloseCurrent()
    {
        if (_current is null)
            return;
        if (!_leaves.Finish().AsSpan().SequenceEqual(_current.Root))
            Say(_current, "seal-root");
        _current = null;
    }

    private void Say(Seal seal, string code) => findings.Add(owner, $"seal {seal.Number}", code);
}
