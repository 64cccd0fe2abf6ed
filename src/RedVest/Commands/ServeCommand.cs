using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using RedVest.Kernel;

namespace RedVest;

/// <summary><c>redvest serve</c>: migrates, loads the demo if asked for, opens the doors, and says where they are.</summary>
internal static class ServeCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var port = new Option<int>("--port") { Description = Texts.Say("help.serve.port"), DefaultValueFactory = _ => 8080 };
        var tlsPort = new Option<int>("--tls-port") { Description = Texts.Say("help.serve.tls-port"), DefaultValueFactory = _ => 8443 };
        var lan = new Option<bool>("--lan") { Description = Texts.Say("help.serve.lan") };
        var names = new Option<string[]>("--name") { Description = Texts.Say("help.serve.name"), HelpName = "NAME", DefaultValueFactory = _ => [] };
        var noDemo = new Option<bool>("--no-demo") { Description = Texts.Say("help.serve.no-demo") };
        var live = new Option<bool>("--live") { Description = Texts.Say("help.serve.live") };
        foreach (var number in new[] { port, tlsPort })
        {
            number.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                    result.AddError(Texts.Say("usage.port"));
            });
        }

        var command = new Command("serve", Texts.Say("help.serve")) { port, tlsPort, lan, names, noDemo, live };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed))
            {
                Port = parsed.GetValue(port),
                TlsPort = parsed.GetValue(tlsPort),
                Lan = parsed.GetValue(lan),
                Names = parsed.GetValue(names) ?? [],
                Postgres = parsed.GetValue(shared.Postgres),
                Demo = !parsed.GetValue(noDemo),
                Live = parsed.GetValue(live),
            };
            return ServeAsync(options, shared.TerminalOf(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ServeAsync(ServerOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        if (Ports.Trouble(options) is { } taken)
            return Terminal.Fail(Exit.Unavailable, taken);
        var (folder, noFolder) = DataFolder.Hold(options.DataFolder);
        using var held = folder;
        if (noFolder is not null)
            return Terminal.Fail(Exit.CannotWrite, noFolder);

        await using var app = RedVestServer.Build(options);
        try
        {
            await using var server = await RunningServer.StartAsync(app, cancellationToken);
            Welcome.Print(terminal, options, server);
            await app.WaitForShutdownAsync(cancellationToken);
            return Exit.Ok;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException) // taken since we looked
        {
            return Terminal.Fail(Exit.Unavailable, Ports.Trouble(options) ?? exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Exit.Ok;
        }
    }
}
