using System.Reflection;
using RedVest.Demo;
using RedVest.Kernel;
using RedVest.Setup;

namespace RedVest;

/// <summary>What a newcomer reads first.</summary>
internal static class Welcome
{
    internal static void Print(Terminal terminal, ServerOptions options, RunningServer server)
    {
        terminal.Json(new { address = server.Plain, tls = server.Tls, phones = server.Invitations, data = options.DataFolder, demo = server.Prepared.IsDemo });
        terminal.Say(
            "welcome.started", ("version", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)),
            ("plain", server.Plain), ("tls", server.Tls), ("folder", options.DataFolder));
        if (options.Lan)
            Invite(terminal, server);
        Introduce(terminal, server);
        terminal.Say("welcome.stop");
    }

    internal static void Accounts(Terminal terminal, IReadOnlyList<DemoLogin> logins)
    {
        terminal.Say("welcome.accounts");
        foreach (var login in logins)
            terminal.Print($"  {login.UserName,-13}{login.Password}   {Texts.Say("role." + login.Role)} · {login.Name}");
    }

    private static void Introduce(Terminal terminal, RunningServer server)
    {
        if (server.Prepared.AdministratorPassword is { } password)
            terminal.Say("welcome.administrator", ("name", Preparation.Administrator), ("password", password), ("office", new Uri(server.Plain, "office/")));
        if (server.Prepared.Logins.Count > 0)
        {
            Accounts(terminal, server.Prepared.Logins);
            terminal.Say("welcome.try", ("office", new Uri(server.Plain, "office/")), ("field", new Uri(server.Tls, "field/")));
        }

        if (server.Prepared.IsStale)
            terminal.Say("welcome.stale");
    }

    private static void Invite(Terminal terminal, RunningServer server)
    {
        var addresses = server.Invitations;
        if (addresses.Count == 0)
        {
            terminal.Say("welcome.no-network");
            return;
        }

        terminal.Say("welcome.phones", ("addresses", string.Join("\n  ", addresses)), ("fingerprint", server.AuthorityFingerprint));
        terminal.Qr(addresses[0].ToString());
    }
}
