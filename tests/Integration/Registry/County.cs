using System.Text.Json.Nodes;
using RedVest.Checkpoints;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

/// <summary>A county as tests need it: set up, with a checkpoint of two lanes in 夏家营. All on the day the sources speak of.</summary>
internal static class County
{
    public const int Code = 141122;
    public const long Xiajiaying = 141122101000;

    public static readonly DateTimeOffset Noon = new(2022, 4, 14, 4, 0, 0, TimeSpan.Zero); // 12:00 in Jiaocheng

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task SetUpAsync(Store store)
    {
        await using var db = store.OpenDb();
        await SetUpOwner.RunAsync(db, Caller.System, Code, new DisplayName("交城县", "Jiaocheng County"), 480, Stop);
    }

    public static AddCheckpoint.Request A_checkpoint(TimeProvider clock, long division = Xiajiaying, string shifts = AddCheckpoint.FourShifts) => new(
        Code,
        clock.NewId(),
        "motorway-exit",
        new DisplayName("夏家营卡口", "Xiajiaying checkpoint"),
        division,
        shifts,
        [
            new(clock.NewId(), 1, new DisplayName("进一道", "In 1"), "in", "any"),
            new(clock.NewId(), 2, new DisplayName("出一道", "Out 1"), "out", "any"),
        ]);

    public static Outbreak An_outbreak(TimeProvider clock, int days = 60, string area = "141122") => new()
    {
        Owner = Code,
        Id = clock.NewId(),
        Disease = "示例呼吸道传染病",
        NameZh = "四月疫情",
        NameEn = "April outbreak",
        LegalBasis = "传染病防治法第四十二条",
        Area = area,
        StartsAt = Noon.AddDays(-30),
        EndsAt = Noon.AddDays(-30 + days),
        SourceText = "14 April 2022",
    };

    /// <summary>The pack of the tests, under another version if need be.</summary>
    public static string A_pack(int version = 1, string? area = null)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "packs", "TEST-MINIMAL", "pack.json")))!;
        pack["version"] = version;
        if (area is not null)
            pack["area"] = new JsonArray(area);
        return pack.ToJsonString();
    }

    /// <summary>For tests that have no running program.</summary>
    public static PackSeals Seals { get; } = new(new SigningKeys(Directory.CreateTempSubdirectory("redvest-").FullName));

    public static async Task InstallAsync(Store store, string text, DateTimeOffset from, PackSeals? seals = null)
    {
        await using var db = store.OpenDb();
        await InstallPack.RunAsync(db, seals ?? Seals, Caller.System, Two_people, text, from, Stop);
    }

    public static (Guid Owner, Guid Approver) Two_people => (new Guid("00000000-0000-7000-8000-000000000001"), new Guid("00000000-0000-7000-8000-000000000002"));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RedVest.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the repository.");
        return folder;
    }
}
