using System.CommandLine;
using RedVest.Demo;
using RedVest.Kernel;
using RedVest.Kernel.Storage;
using RedVest.Setup;

namespace RedVest;

/// <summary><c>redvest demo</c>: loads the demo county without starting the server; <c>--reload</c> deletes a demo first.</summary>
internal static class DemoCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var reload = new Option<bool>("--reload") { Description = Texts.Say("help.demo.reload") };
        var command = new Command("demo", Texts.Say("help.demo")) { reload };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            var (held, trouble) = DataFolder.Hold(options.DataFolder);
            using (held)
            {
                if (trouble is not null)
                    return Terminal.Fail(Exit.CannotWrite, trouble);
                return await LoadAsync(options, parsed.GetValue(reload), shared.TerminalOf(parsed), cancellationToken);
            }
        });
        return command;
    }

    private static async Task<int> LoadAsync(ServerOptions options, bool reload, Terminal terminal, CancellationToken cancellationToken)
    {
        if (reload)
            await DeleteAsync(options, cancellationToken);
        await using var app = RedVestServer.Build(options);
        var prepared = await Preparation.RunAsync(app.Services, options, cancellationToken);
        if (!prepared.IsDemo)
            return Terminal.Fail(Exit.No, Texts.Say("demo.not-empty"));
        terminal.Json(new { demo = true, accounts = DemoAccountsFile.PathIn(options.DataFolder) });
        terminal.Say("demo.there");
        Welcome.Accounts(terminal, prepared.Logins);
        return Exit.Ok;
    }

    private static async Task DeleteAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        await using (var app = RedVestServer.Build(options))
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            if (!await EmptyDatabase.IsAllDemoAsync(scope.ServiceProvider.GetRequiredService<RedVestDb>(), cancellationToken))
                throw new StartException(Texts.Say("demo.not-empty"));
        }

        await EmptyDatabase.RunAsync(options, cancellationToken);
    }
}
