namespace RedVest.Kernel.Access;

/// <summary>A device that may ask, with what a decision needs of it.</summary>
/// <param name="StatedFrom">Drill only: the first instant it may state.</param>
/// <param name="StatedTo">Drill only: the instant before which its stated times lie.</param>
public sealed record KnownDevice(
    Guid Id, int Owner, Guid CheckpointId, string Kind, byte[] PublicKey, DateTimeOffset EnrolledAt, DateTimeOffset? StatedFrom, DateTimeOffset? StatedTo, DateTimeOffset? RevokedAt)
{
    /// <summary>No record of the device is older.</summary>
    public DateTimeOffset TimeFloor => StatedFrom ?? EnrolledAt;
}
