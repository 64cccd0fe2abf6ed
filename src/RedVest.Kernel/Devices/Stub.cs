namespace RedVest.Kernel.Devices;

public sealed class DeviceDirectory
{
    public ValueTask<DevicesOfOwner> AsOfAsync(int owner, long revision, CancellationToken cancellationToken) => ValueTask.FromResult(new DevicesOfOwner());
}

public sealed class DevicesOfOwner
{
    public KnownDevice? Find(Guid id) => new(id, null, default);
}

public sealed record KnownDevice(Guid Id, DateTimeOffset? RevokedAt, DateTimeOffset TimeFloor);
