using System.CommandLine;
using System.Text;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Packs;

namespace RedVest;

/// <summary><c>redvest rules install</c>: two people, each with the own password, put a pack into force at the server's machine.</summary>
internal static class RulesInstall
{
    internal static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("PACK") { Description = Texts.Say("help.rules.install.pack") };
        var owner = new Option<string>("--owner") { Description = Texts.Say("help.rules.install.owner"), HelpName = "USER", Required = true };
        var approver = new Option<string>("--approver") { Description = Texts.Say("help.rules.install.approver"), HelpName = "USER", Required = true };
        var from = new Option<DateTimeOffset?>("--from") { Description = Texts.Say("help.rules.install.from"), HelpName = "TIME" };
        var command = new Command("install", Texts.Say("help.rules.install")) { file, owner, approver, from };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = parsed.GetRequiredValue(file);
            if (!File.Exists(source) && ShippedPacks.TextOf(source) is null)
                return Terminal.Fail(Exit.BadInput, Texts.Say("rules.no-pack", ("pack", source)));
            var text = File.Exists(source) ? await File.ReadAllTextAsync(source, cancellationToken) : ShippedPacks.TextOf(source)!;
            if (PackLoader.Read(text, FactsSchema.Published, Shipped.Exists).Faults.Any(fault => !fault.IsWarning))
                return Terminal.Fail(Exit.BadInput, Texts.Say("rules.not-a-pack", ("file", source)));
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            if (options.Postgres is null && !File.Exists(options.Storage.File))
                return Terminal.Fail(Exit.BadInput, Texts.Say("backup.nothing", ("folder", options.DataFolder)));
            return await InstallAsync(options, text, parsed.GetRequiredValue(owner), parsed.GetRequiredValue(approver), parsed.GetValue(from), shared.TerminalOf(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> InstallAsync(
        ServerOptions options, string text, string owner, string approver, DateTimeOffset? from, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var app = RedVestServer.Build(options);
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var persons = new List<Guid>();
        foreach (var name in (string[])[owner, approver])
        {
            var password = Ask(Texts.Say("rules.password", ("user", name)));
            if (await services.GetRequiredService<ConfirmPerson>().RunAsync(name, password, Policies.KeepRules, cancellationToken) is not { } person)
                return Terminal.Fail(Exit.No, Texts.Say("rules.person-wrong", ("user", name)));
            persons.Add(person);
        }

        var (db, seals, now) = (services.GetRequiredService<RedVestDb>(), services.GetRequiredService<PackSeals>(), services.GetRequiredService<TimeProvider>().Now());
        var me = Caller.Of(CallerKinds.Operator, null, Owners.Installation);
        try
        {
            var pack = await InstallPack.ProposeAsync(db, seals, me, persons[0], text, from ?? now, now, cancellationToken);
            await InstallPack.ApproveAsync(db, seals, me, persons[1], pack.Id, pack.Version, now, cancellationToken);
            terminal.Say("rules.installed", ("pack", pack.Id), ("version", pack.Version), ("from", from ?? now));
            terminal.Json(new { pack.Id, pack.Version, from = from ?? now });
            return Exit.Ok;
        }
        catch (ActRefusedException refused)
        {
            return Terminal.Fail(Exit.No, Texts.Say("problem." + refused.Code));
        }
    }

    /// <summary>Not shown while it is typed; from a pipe, one a line.</summary>
    private static string Ask(string question)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? "";
        Console.Error.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
