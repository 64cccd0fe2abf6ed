using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RedVest.Bench;

/// <summary>What a server process says when it is ready.</summary>
internal sealed record Serving(int Port, County County);

/// <summary>Durable decisions a second through HTTP against its peers, each on a fresh database in a fresh server process.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = int.Parse(Option(args, "--seconds") ?? "8", CultureInfo.InvariantCulture);
        foreach (var provider in (string?[])["sqlite", Option(args, "--postgres")])
        {
            if (provider is not null)
                await RunOnAsync(provider, TimeSpan.FromSeconds(seconds));
        }

        return 0;
    }

    private static async Task RunOnAsync(string provider, TimeSpan time)
    {
        Console.WriteLine(provider == "sqlite" ? "\nSQLite, synchronous=FULL" : "\nPostgreSQL, fsync and synchronous_commit on");
        Console.WriteLine("path              connections  decisions/s    p50 ms    p99 ms  failed");
        foreach (var (path, name, connections, bare) in (ReadOnlySpan<(string, string, int, bool)>)
        [
            ("/bench/nothing", "nothing (c)", 64, false), ("/bench/nothing", "nothing (c)", 256, false),
            ("/bench/usual", "usual way (b)", 64, false), ("/bench/usual", "usual way (b)", 256, false), ("/bench/usual", "usual way (b)", 1, false),
            ("/api/v1/sync/push", "full path", 64, false), ("/api/v1/sync/push", "full path", 256, false), ("/api/v1/sync/push", "full path", 1, false),
            ("/api/v1/sync/push", "no audit, feed", 64, true), ("/api/v1/sync/push", "full path", 64, false),
        ])
        {
            RunOne(provider, path, name, connections, bare, time).GetAwaiter().GetResult();
        }

        await Task.CompletedTask;
    }

    /// <summary>Each measurement on a fresh database and a fresh server process.</summary>
    private static async Task RunOne(string provider, string path, string name, int connections, bool bare, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("redvest-bench-").FullName;
        var database = provider == "sqlite" ? "sqlite" : await FreshDatabaseAsync(provider);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve", folder, connections.ToString(CultureInfo.InvariantCulture), database, .. bare ? ["bare"] : Array.Empty<string>()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var server = Process.Start(start)!;
        try
        {
            var serving = JsonSerializer.Deserialize<Serving>((await server.StandardOutput.ReadLineAsync())!)!;
            var result = await Load.RunAsync(serving.Port, path, serving.County, connections, TimeSpan.FromSeconds(3), time);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{connections,12}{result.PerSecond,15:F0}{result.P50,10:F2}{result.P99,10:F2}{result.Failed,8}"));
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
        return new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
