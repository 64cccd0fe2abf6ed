using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RedVest.Backup;

/// <summary>PostgreSQL's own tools do the work; the password goes to them in the environment, never on the command line.</summary>
internal static class PostgresDump
{
    internal static Task<string?> DumpAsync(string connectionString, string target, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--file", target], connectionString, cancellationToken);

    internal static Task<string?> RestoreAsync(string connectionString, string source, CancellationToken cancellationToken) => RunAsync(
        "pg_restore",
        ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--dbname", new NpgsqlConnectionStringBuilder(connectionString).Database ?? "", source],
        connectionString, cancellationToken);

    /// <returns>What the tool complained of; null when it worked; empty when it is not installed.</returns>
    private static async Task<string?> RunAsync(string tool, string[] arguments, string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new[]
        {
            ("PGHOST", settings.Host), ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", settings.Username),
            ("PGPASSWORD", settings.Password), ("PGDATABASE", settings.Database),
        })
        {
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!; // not through a shell: a new process
            var complaint = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : complaint.Trim();
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
