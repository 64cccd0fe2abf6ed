using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What a device said of itself last: only it knows what it has not sent yet.</summary>
/// <param name="Highest">The number of its last record.</param>
/// <param name="Waiting">Records in its outbox.</param>
/// <param name="Battery">Percent; null: its browser does not know.</param>
public sealed record DeviceState(int Owner, Guid Device, long Highest, int Waiting, int? Battery, bool Charging, DateTimeOffset At)
{
    internal static readonly SetTable<DeviceState> Rows = new SetTable<DeviceState>("kernel_device_state", "owner", "device")
        .With("owner", s => s.Owner).With("device", s => s.Device).With("highest", s => s.Highest).With("waiting", s => s.Waiting)
        .With("battery", s => s.Battery).With("charging", s => s.Charging).With("at", s => s.At);
}

internal sealed class DeviceStateTable : IEntityTypeConfiguration<DeviceState>
{
    public void Configure(EntityTypeBuilder<DeviceState> table)
    {
        table.ToTable("kernel_device_state");
        table.HasKey(s => new { s.Owner, s.Device });
    }
}

/// <summary>A device says how it stands, a few times an hour and when its outbox has run empty. Not an act: no audit row speaks of it.</summary>
public static class TellState
{
    /// <param name="Highest">The number of its last record; 0: none yet.</param>
    /// <param name="Waiting">Records in its outbox.</param>
    /// <param name="Battery">Percent.</param>
    public sealed record Request([Range(0, long.MaxValue)] long Highest, [Range(0, 1_000_000)] int Waiting, [Range(0, 100)] int? Battery = null, bool Charging = false);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Request request, Store store, Caller me, CancellationToken cancellationToken)
    {
        if (me.Id is not { } device)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await using var write = await store.BeginAsync(me.Owner, WriteLane.Office, cancellationToken).ConfigureAwait(false);
        DeviceState.Rows.Write(write, [new DeviceState(me.Owner, device, request.Highest, request.Waiting, request.Battery, request.Charging, write.At)], SetTable<DeviceState>.OnConflict.Update);
        await write.CommitAsync(cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }
}
