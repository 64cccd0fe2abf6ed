using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>The devices of all owners, kept in memory and loaded anew when the owner's revision moves: enrolment and revocation raise it. One a process.</summary>
public sealed class DeviceDirectory(Store store) : IDisposable
{
    private readonly ConcurrentDictionary<int, DevicesOfOwner> _owners = new();
    private readonly SemaphoreSlim _loading = new(1);

    /// <summary>The devices as of a revision that was read from the owner's row.</summary>
    public ValueTask<DevicesOfOwner> AsOfAsync(int owner, long revision, CancellationToken cancellationToken) =>
        _owners.TryGetValue(owner, out var devices) && devices.Revision >= revision ? ValueTask.FromResult(devices) : LoadAsync(owner, revision, cancellationToken);

    /// <summary>One device as of now, for a request outside of a batch: one indexed read. Null when the owner has none of this id.</summary>
    public async ValueTask<KnownDevice?> FindAsync(int owner, Guid id, CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var revision = await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.Revision).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return (await AsOfAsync(owner, revision, cancellationToken).ConfigureAwait(false)).Find(id);
    }

    /// <summary>As last loaded, without asking the database: for checking a signature, where a stale answer is settled by the batch that follows.</summary>
    public async ValueTask<KnownDevice?> LastKnownAsync(int owner, Guid id, CancellationToken cancellationToken) =>
        _owners.TryGetValue(owner, out var devices) && devices.Find(id) is { } known ? known : await FindAsync(owner, id, cancellationToken).ConfigureAwait(false);

    public void Dispose() => _loading.Dispose();

    private async ValueTask<DevicesOfOwner> LoadAsync(int owner, long revision, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_owners.TryGetValue(owner, out var devices) && devices.Revision >= revision)
                return devices;
            return _owners[owner] = await ReadAsync(owner, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The owner's row first: what is read after it is at least as new as the revision it names.</summary>
    private async Task<DevicesOfOwner> ReadAsync(int owner, CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var state = await db.Set<OwnerState>().AsNoTracking().SingleOrDefaultAsync(o => o.Owner == owner, cancellationToken).ConfigureAwait(false);
        var devices = await db.Set<Device>().AsNoTracking().Where(d => d.Owner == owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DevicesOfOwner(state?.Revision ?? 0, devices.Select(d => new KnownDevice(
            d.Id, d.Owner, d.CheckpointId, d.Kind, d.PublicKey, d.EnrolledAt, StartOf(d.StatedDay, state), StartOf(d.StatedDay?.AddDays(1), state), d.RevokedAt)));
    }

    private static DateTimeOffset? StartOf(DateOnly? day, OwnerState? state) =>
        day is { } local ? new DateTimeOffset(local.ToDateTime(TimeOnly.MinValue), TimeSpan.FromMinutes(state!.UtcOffsetMinutes)).ToUniversalTime() : null;
}

/// <summary>One owner's devices as of one revision.</summary>
public sealed class DevicesOfOwner
{
    private readonly FrozenDictionary<Guid, KnownDevice> _devices;

    internal DevicesOfOwner(long revision, IEnumerable<KnownDevice> devices) =>
        (Revision, _devices) = (revision, devices.ToFrozenDictionary(d => d.Id));

    public long Revision { get; }

    public KnownDevice? Find(Guid id) => _devices.GetValueOrDefault(id);
}
