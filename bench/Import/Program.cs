using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RedVest;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.Import;

// [ROWS] [--postgres "Host=…"]: imports a made-up county of residents the way a clerk does, and says how fast its first and last tenth went.
const int Owner = 141122;
var rows = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 227_000;
var postgres = args.SkipWhile(a => a != "--postgres").Skip(1).FirstOrDefault();
var folder = Directory.CreateTempSubdirectory("redvest-import-").FullName;
try
{
    var options = new ServerOptions(folder) { Port = 0, TlsPort = 0, Demo = false, Postgres = postgres };
    await using var app = RedVestServer.Build(options, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
    await using var server = await RunningServer.StartAsync(app, default);
    await using var scope = app.Services.CreateAsyncScope();
    var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
    await SetUpOwner.RunAsync(db, Caller.System, Owner, new DisplayName("交城县", "Jiaocheng"), 480, default);
    var job = await BringAsync(app, db, County(rows));
    Console.WriteLine($"{rows:N0} residents, {job.Bytes / 1e6:N1} MB of CSV, {(postgres is null ? "SQLite" : "PostgreSQL")}");
    await FollowAsync(app, db, job, ImportStates.Checking, ImportStates.Checked);
    await FollowAsync(app, db, job, ImportStates.Running, ImportStates.Done);
    Console.WriteLine($"new {job.NewRows:N0}, wrong {job.WrongRows:N0}, twice {job.DuplicateRows:N0}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<ImportJob> BringAsync(WebApplication app, RedVestDb db, byte[] file)
{
    var (store, keys) = (app.Services.GetRequiredService<Store>(), app.Services.GetRequiredService<KeyRing>());
    var id = store.Clock.NewId();
    var (bytes, parts) = (await ImportContent.StoreAsync(store, keys, Owner, id, new MemoryStream(file), default))!.Value; // far below the limit
    var job = new ImportJob
    {
        Owner = Owner,
        Id = id,
        Kind = "residents",
        FileName = "county.csv",
        Bytes = bytes,
        Parts = parts,
        State = ImportStates.Uploaded,
        CreatedBy = null,
        CreatedAt = store.Clock.Now(),
        HeaderLine = 1,
        Mapping = """{"姓名":"name","身份证号":"document","电话":"phone","住址":"address","与户主关系":"relation"}""",
    };
    await db.WriteAsync(Owner, Caller.System.Did("import-uploaded", id), () => db.Add(job), default);
    return job;
}

static async Task FollowAsync(WebApplication app, RedVestDb db, ImportJob job, string from, string to)
{
    await db.WriteAsync(Owner, Caller.System.Did("import-started", job.Id), () =>
    {
        job.State = from;
        job.Restart();
    }, default);
    app.Services.GetRequiredService<ImportRunner>().Wake();
    var (clock, seen) = (Stopwatch.StartNew(), new List<(int Done, double At)>());
    while (job.State == from)
    {
        await Task.Delay(20);
        await db.Entry(job).ReloadAsync();
        if (job.Done > 0 && (seen.Count == 0 || seen[^1].Done != job.Done))
            seen.Add((job.Done, clock.Elapsed.TotalSeconds));
    }

    if (job.State != to)
        throw new InvalidOperationException($"The import ended as {job.State}: {job.Refusal}.");
    var all = seen[^1].Done;
    double Speed(double begin, double end)
    {
        var (a, b) = (seen.First(s => s.Done >= all * begin), seen.Last(s => s.Done <= Math.Max(all * end, seen[0].Done + 1)));
        return (b.Done - a.Done) / (b.At - a.At);
    }

    var (first, last) = (Speed(0, 0.1), Speed(0.9, 1));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{to}: {all / seen[^1].At:N0} rows/s over all ({seen[^1].At:N1} s), first tenth {first:N0}, last tenth {last:N0}, last / first {last / first:N2}"));
}

static byte[] County(int rows)
{
    var text = new StringBuilder("姓名,身份证号,电话,住址,与户主关系\r\n");
    for (var i = 0; i < rows; i++)
    {
        var day = new DateTime(1940, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(i * 7919L % 29_000);
        var digits = string.Create(CultureInfo.InvariantCulture, $"141198{day:yyyyMMdd}{i / 29_000 % 1000:000}");
        text.Append(CultureInfo.InvariantCulture, $"张示例{i % 997},{digits}{ResidentId.CheckCharacter(digits)},100{i:00000000},示例村{i / 2700}组{i / 3}号,{(i % 3 == 0 ? "户主" : "子女")}\r\n");
    }

    return Encoding.UTF8.GetBytes(text.ToString());
}
