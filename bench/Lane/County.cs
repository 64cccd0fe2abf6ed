using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Bench;

/// <summary>The county the bench runs in: one checkpoint, the pack TEST-MINIMAL, one device a connection.</summary>
internal sealed record County(Guid Checkpoint, Guid Lane, IReadOnlyList<BenchDevice> Devices)
{
    public const int Owner = 141122;

    public static async Task<County> BuildAsync(IServiceProvider services, int devices)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var clock = services.GetRequiredService<TimeProvider>();
        var (checkpoint, lane) = (clock.NewId(), clock.NewId());
        await SetUpOwner.RunAsync(db, Caller.System, Owner, new DisplayName("交城县", "Jiaocheng"), 480, default);
        await AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(Owner, checkpoint, "road", new DisplayName("卡口", "Post"), 141122101000,
            AddCheckpoint.FourShifts, [new AddCheckpoint.NewLane(lane, 1, new DisplayName("进1", "In 1"), "in", "any")]), default);
        await OpenOutbreak.RunAsync(db, Caller.System, new Outbreak
        {
            Owner = Owner,
            Id = clock.NewId(),
            Disease = "example",
            NameZh = "示例",
            NameEn = "Example",
            LegalBasis = "bench",
            Area = "141122",
            StartsAt = clock.Now().AddDays(-1),
            EndsAt = clock.Now().AddDays(1),
            SourceText = "bench",
        }, default);
        await InstallPack.RunAsync(db, services.GetRequiredService<PackSeals>(), Caller.System, (checkpoint, lane), await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "packs/TEST-MINIMAL/pack.json")), clock.Now().AddDays(-1), default);
        return new County(checkpoint, lane, await EnrolAsync(services, db, clock, checkpoint, devices));
    }

    private static async Task<List<BenchDevice>> EnrolAsync(IServiceProvider services, RedVestDb db, TimeProvider clock, Guid checkpoint, int count)
    {
        var (sessions, tickets) = (services.GetRequiredService<SessionTokens>(), services.GetRequiredService<Tickets>());
        var enrolled = new List<BenchDevice>(count);
        await db.WriteAsync(Owner, Caller.System.Did("bench-devices-enrolled"), write =>
        {
            write.RaiseRevision();
            for (var i = 0; i < count; i++)
            {
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var code = new EnrolmentCode { Owner = Owner, Id = clock.NewId(), Hash = RandomNumberGenerator.GetBytes(32), CheckpointId = checkpoint, DivisionCode = 141122101000, Kind = Device.Lane, ExpiresAt = clock.Now() };
                var device = new Device { Owner = Owner, Id = clock.NewId(), Name = "bench", CheckpointId = checkpoint, DivisionCode = code.DivisionCode, Code = code.Id, Kind = Device.Lane, PublicKey = key.ExportSubjectPublicKeyInfo(), EnrolledAt = clock.Now() };
                db.Add(code);
                db.Add(device);
                enrolled.Add(new BenchDevice(device.Id, sessions.Issue(device.Id, Owner).Token, tickets.Issue(), clock.NewId()));
            }

            return Task.FromResult(true);
        }, default);
        return enrolled;
    }
}

/// <summary>A device with its open session.</summary>
internal sealed record BenchDevice(Guid Id, string Token, string Ticket, Guid Life);
