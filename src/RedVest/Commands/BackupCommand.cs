using System.CommandLine;
using RedVest.Backup;
using RedVest.Kernel;
using RedVest.Kernel.Personal;

namespace RedVest;

/// <summary><c>redvest backup FILE --keys FILE</c>, also while the server runs.</summary>
internal static class BackupCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var target = new Argument<FileInfo>("FILE") { Description = Texts.Say("help.backup.file") };
        var keys = new Option<FileInfo?>("--keys") { Description = Texts.Say("help.backup.keys"), HelpName = "FILE" };
        var command = new Command("backup", Texts.Say("help.backup")) { target, keys };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            return BackUpAsync(options, parsed.GetRequiredValue(target).FullName, parsed.GetValue(keys)?.FullName, shared.TerminalOf(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> BackUpAsync(ServerOptions options, string target, string? keys, Terminal terminal, CancellationToken cancellationToken)
    {
        if (options.Postgres is null && !File.Exists(options.Storage.File))
            return Terminal.Fail(Exit.BadInput, Texts.Say("backup.nothing", ("folder", options.DataFolder)));
        try
        {
            if (options.Postgres is { } connection)
            {
                PrivateFile.Replace(target, []);
                if (await PostgresDump.DumpAsync(connection, target, cancellationToken) is { } complaint)
                    return Terminal.Fail(Exit.Unavailable, complaint.Length == 0 ? Texts.Say("backup.no-tool", ("tool", "pg_dump")) : complaint);
            }
            else
            {
                SqliteCopy.Make(options.Storage.File, target);
            }

            if (keys is not null)
                KeysArchive.Write(options.DataFolder, keys);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Terminal.Fail(Exit.CannotWrite, Texts.Say("backup.cannot-write", ("file", target)));
        }
        catch (InvalidDataException damaged)
        {
            return Terminal.Fail(Exit.BadInput, Texts.Say("doctor.database.damaged", ("reason", damaged.Message)));
        }

        var size = new FileInfo(target).Length;
        terminal.Json(new { file = target, bytes = size, keys });
        terminal.Say("backup.done", ("file", target), ("size", $"{size / 1024.0 / 1024:0.0} MB"));
        if (keys is null)
            terminal.Say("backup.keys-apart");
        else
            terminal.Say("backup.keys-done", ("file", keys));
        return Exit.Ok;
    }
}
