using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>A county with one checkpoint of two lanes, the pack TEST-MINIMAL and an outbreak in force, in a running program.</summary>
internal sealed class Post : IAsyncDisposable
{
    public const int Owner = Personas.Jiaocheng;

    private Post(RedVestHost host) => Host = host;

    public RedVestHost Host { get; }

    public Guid Checkpoint { get; } = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50));

    public Guid LaneIn { get; } = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50));

    public Guid LaneOut { get; } = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50));

    public TimeProvider Clock => Host.Services.GetRequiredService<TimeProvider>();

    public static async Task<Post> OpenAsync(TimeProvider? clock = null, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? adjust = null)
    {
        var post = new Post(await RedVestHost.StartAsync(clock, adjust: adjust));
        await post.Host.SetUpAsync();
        await post.WithDbAsync(async db =>
        {
            await AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(Owner, post.Checkpoint, "road", new DisplayName("夏家营防疫检查站", "Xiajiaying checkpoint"),
                141122101000, AddCheckpoint.FourShifts,
                [
                    new AddCheckpoint.NewLane(post.LaneIn, 1, new DisplayName("进1", "In 1"), "in", "any"),
                    new AddCheckpoint.NewLane(post.LaneOut, 2, new DisplayName("出1", "Out 1"), "out", "any"),
                ]), RedVestHost.Stop);
            await OpenOutbreak.RunAsync(db, Caller.System, new Outbreak
            {
                Owner = Owner,
                Id = post.Clock.NewId(),
                Disease = "example",
                NameZh = "示例疫情",
                NameEn = "Example outbreak",
                LegalBasis = "test",
                Area = "141122",
                StartsAt = post.Clock.Now().AddDays(-30),
                EndsAt = post.Clock.Now().AddDays(30),
                SourceText = "test",
            }, RedVestHost.Stop);
            await InstallPack.RunAsync(db, post.Host.Services.GetRequiredService<PackSeals>(), Caller.System, (post.LaneIn, post.LaneOut), await File.ReadAllTextAsync(Repository.File("packs/TEST-MINIMAL/pack.json")), post.Clock.Now().AddDays(-30), RedVestHost.Stop);
        });
        return post;
    }

    public async Task<Phone> EnrolAsync(string kind = Device.Lane, DateOnly? statedDay = null)
    {
        var phone = new Phone(this, Clock.NewId());
        await WithDbAsync(db => db.WriteAsync(Owner, Caller.System.Did("device-enrolled", phone.Id), write =>
        {
            write.RaiseRevision();
            var code = new EnrolmentCode
            {
                Owner = Owner,
                Id = Clock.NewId(),
                Hash = [],
                CheckpointId = Checkpoint,
                DivisionCode = 141122000000,
                Kind = kind,
                StatedDay = statedDay,
                ExpiresAt = Clock.Now(),
            };
            db.Add(code);
            db.Add(new Device
            {
                Owner = Owner,
                Id = phone.Id,
                Name = "test",
                CheckpointId = Checkpoint,
                DivisionCode = code.DivisionCode,
                Code = code.Id,
                Kind = kind,
                PublicKey = phone.PublicKey,
                EnrolledAt = Clock.Now(),
                StatedDay = statedDay,
            });
            return Task.FromResult(true);
        }, RedVestHost.Stop));
        phone.OpenSession();
        return phone;
    }

    public async Task WithDbAsync(Func<RedVestDb, Task> work)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<RedVestDb>());
    }

    public async Task<List<T>> RowsAsync<T>()
        where T : class
    {
        List<T> rows = [];
        await WithDbAsync(async db => rows = await db.Set<T>().AsNoTracking().ToListAsync(RedVestHost.Stop));
        return rows;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Files of the checkout.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "RedVest.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the checkout.");
        return folder.FullName;
    }
}
