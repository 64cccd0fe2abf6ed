using System.CommandLine;
using System.Data.Common;
using RedVest.Backup;
using RedVest.Kernel;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest;

/// <summary><c>redvest restore FILE --keys FILE</c>: the server must be stopped; what was there is kept aside (SQLite).</summary>
internal static class RestoreCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var source = new Argument<FileInfo>("FILE") { Description = Texts.Say("help.restore.file") };
        var keys = new Option<FileInfo?>("--keys") { Description = Texts.Say("help.restore.keys"), HelpName = "FILE" };
        var command = new Command("restore", Texts.Say("help.restore")) { source, keys };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            var (held, trouble) = DataFolder.Hold(options.DataFolder);
            using (held)
            {
                if (trouble is not null)
                    return Terminal.Fail(Exit.CannotWrite, trouble);
                return await RestoreAsync(options, parsed.GetRequiredValue(source).FullName, parsed.GetValue(keys)?.FullName, shared.TerminalOf(parsed), cancellationToken);
            }
        });
        return command;
    }

    private static async Task<int> RestoreAsync(ServerOptions options, string source, string? keys, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!File.Exists(source) || (options.Postgres is null && SqliteCopy.Trouble(source) is not null))
            return Terminal.Fail(Exit.BadInput, Texts.Say("restore.no-backup", ("file", source)));
        try
        {
            var before = await EpochsAsync(options, cancellationToken);
            if (keys is not null)
                KeysArchive.Read(keys, options.DataFolder);
            string? aside = null;
            if (options.Postgres is null)
                aside = SqliteCopy.PutInPlace(source, options.Storage.File, TimeProvider.System.GetUtcNow());
            else if (await PostgresDump.RestoreAsync(options.Postgres, source, cancellationToken) is { } complaint)
                return Terminal.Fail(Exit.Unavailable, complaint.Length == 0 ? Texts.Say("backup.no-tool", ("tool", "pg_restore")) : complaint);
            await FinishAsync(options, before, cancellationToken);
            terminal.Json(new { restored = source, aside });
            terminal.Say("restore.done", ("file", source));
            if (aside is not null)
                terminal.Say("restore.aside", ("file", aside));
            return Exit.Ok;
        }
        catch (Exception exception) when (exception is InvalidDataException or KeyFileException)
        {
            return Terminal.Fail(Exit.BadInput, Texts.Say("restore.no-keys", ("file", keys)));
        }
    }

    private static async Task FinishAsync(ServerOptions options, IReadOnlyDictionary<int, int> before, CancellationToken cancellationToken)
    {
        await using var app = RedVestServer.Build(options);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        await RaiseEpoch.RunAsync(scope.ServiceProvider.GetRequiredService<RedVestDb>(), before, cancellationToken);
    }

    /// <summary>The epochs of what is there now; none when it cannot be read, which is often why somebody restores.</summary>
    private static async Task<IReadOnlyDictionary<int, int>> EpochsAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        if (options.Postgres is null && !File.Exists(options.Storage.File))
            return new Dictionary<int, int>();
        try
        {
            await using var app = RedVestServer.Build(options);
            await using var scope = app.Services.CreateAsyncScope();
            return await RaiseEpoch.ReadAsync(scope.ServiceProvider.GetRequiredService<RedVestDb>(), cancellationToken);
        }
        catch (DbException)
        {
            return new Dictionary<int, int>();
        }
    }
}
