using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>One section of the bundle that devices carry with them (protocol §5). Rooms contribute theirs.</summary>
public interface IBundleSection
{
    /// <summary>As in the protocol: <c>post</c>, <c>staff</c>, …</summary>
    string Name { get; }

    /// <summary>What the section says to a device now: serialised to its JSON text. Equal content gives equal text, for the version is made from it.</summary>
    /// <returns>A JSON text.</returns>
    ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken);
}

/// <summary>For whom a bundle is made.</summary>
/// <param name="Place">The device's checkpoint or site.</param>
/// <param name="At">The instant of the bundle.</param>
/// <param name="Db">For reading.</param>
public sealed record BundleReader(Guid Device, OwnerState Owner, Guid Place, DateTimeOffset At, RedVestDb Db);
