using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RedVest.Bench;

/// <summary>What a server process says when it is ready.</summary>
/// <param name="Token">The operator's: whoever started the server may ask it anything.</param>
internal sealed record Serving(int Port, County County, string Token);

/// <summary>Durable decisions a second through HTTP against its peers, each on a fresh database in a fresh server process.</summary>
internal static class Bench
{
    // The runtime compiles what is hot a second time in the background; before that is done, it is the compiler that is measured.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = int.Parse(Option(args, "--seconds") ?? "8", CultureInfo.InvariantCulture);
        foreach (var provider in (string?[])[args.Contains("--no-sqlite") ? null : "sqlite", Option(args, "--postgres")])
        {
            if (provider is not null)
                await RunOnAsync(provider, TimeSpan.FromSeconds(seconds));
        }

        return 0;
    }

    private static async Task RunOnAsync(string provider, TimeSpan time)
    {
        Console.WriteLine(provider == "sqlite" ? "\nSQLite, synchronous=FULL" : "\nPostgreSQL, fsync and synchronous_commit on");
        Console.WriteLine("path              connections  decisions/s    p50 ms    p99 ms  failed  server us");
        var only = Environment.GetEnvironmentVariable("BENCH_ONLY");
        foreach (var (path, name, connections, bare) in ((string, string, int, bool)[])
        [
            ("/bench/nothing", "nothing (c)", 64, false), ("/bench/nothing", "nothing (c)", 256, false),
            ("/bench/usual", "usual way (b)", 64, false), ("/bench/usual", "usual way (b)", 256, false), ("/bench/usual", "usual way (b)", 1, false),
            ("/api/v1/sync/push", "full path", 64, false), ("/api/v1/sync/push", "full path", 256, false), ("/api/v1/sync/push", "full path", 1, false),
            ("/api/v1/sync/push", "no audit, feed", 64, true), ("/api/v1/sync/push", "full path", 64, false),
        ])
        {
            if (only is null || only == name)
                await RunOneAsync(provider, path, name, connections, bare, time);
        }

        if (provider != "sqlite" && only is null)
        {
            await PgbenchAsync(provider, 64, time);
            await PgbenchAsync(provider, 256, time);
        }
    }

    /// <summary>
    /// (a): the same reads and inserts, one transaction a request, by PostgreSQL's own load generator on the same server. Its feed number comes from a
    /// sequence: with our gap-free counter its clients would wait for each other's commits, which would flatter us.
    /// </summary>
    private static async Task PgbenchAsync(string server, int clients, TimeSpan time)
    {
        var database = await FreshDatabaseAsync(server);
        var folder = Directory.CreateTempSubdirectory("redvest-bench-").FullName;
        using (var once = Process.Start(ServeStart(folder, 1, database, bare: false))!) // migrates
        {
            await once.StandardOutput.ReadLineAsync();
            once.StandardInput.Close();
            await once.WaitForExitAsync();
        }

        await using (var source = Npgsql.NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand("create sequence bench_feed start 1000000; " + await File.ReadAllTextAsync(Script("pgbench-set-up.sql"))))
            await command.ExecuteNonQueryAsync();
        var at = new Npgsql.NpgsqlConnectionStringBuilder(database);
        using var pgbench = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("PGBENCH") ?? "pgbench",
            ["-n", "-M", "prepared", "-h", at.Host!, "-p", at.Port.ToString(CultureInfo.InvariantCulture), "-U", at.Username!, "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "2",
             "-T", time.TotalSeconds.ToString(CultureInfo.InvariantCulture), "-f", Script("pgbench-request.sql"), at.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        double Find(string name) => said.Split('\n').Where(l => l.StartsWith(name, StringComparison.Ordinal)).Select(l => double.Parse(l.Split('=')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture)).LastOrDefault();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"pgbench (a)",-16}{clients,12}{Find("tps"),15:F0}{Find("latency average"),10:F2}{"",10}{"",8}"));
        Directory.Delete(folder, recursive: true);
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static ProcessStartInfo ServeStart(string folder, int devices, string database, bool bare) => new(
        Environment.ProcessPath!, ["serve", folder, devices.ToString(CultureInfo.InvariantCulture), database, .. bare ? ["bare"] : Array.Empty<string>()])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { ["DOTNET_GCgen0size"] = Environment.GetEnvironmentVariable("DOTNET_GCgen0size") ?? "0x4000000" }, // as deploy/build.sh starts the server
    };

    /// <summary>Each measurement on a fresh database and a fresh server process.</summary>
    private static async Task RunOneAsync(string provider, string path, string name, int connections, bool bare, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("redvest-bench-").FullName;
        var database = provider == "sqlite" ? "sqlite" : await FreshDatabaseAsync(provider);
        using var server = Process.Start(ServeStart(folder, connections, database, bare))!;
        try
        {
            var serving = JsonSerializer.Deserialize<Serving>((await server.StandardOutput.ReadLineAsync())!)!;
            var result = await Load.RunAsync(server, serving.Port, path, serving.County, connections, Warm, time);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{connections,12}{result.PerSecond,15:F0}{result.P50,10:F2}{result.P99,10:F2}{result.Failed,8}{result.ServerCpu,12:F0}"));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> FreshDatabaseAsync(string server)
    {
        var name = FormattableString.Invariant($"bench{Stopwatch.GetTimestamp()}");
        await using var source = Npgsql.NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 64 }.ToString();
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
