using System.Reflection;

namespace RedVest;

/// <summary>What a newcomer reads first.</summary>
internal static class Welcome
{
    internal static void Print(Terminal terminal, ServerOptions options, RunningServer server)
    {
        terminal.Json(new { address = server.Plain, tls = server.Tls, phones = server.Invitations, data = options.DataFolder, demo = options.Demo });
        terminal.Say(
            "welcome.started", ("version", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)),
            ("plain", server.Plain), ("tls", server.Tls), ("folder", options.DataFolder));
        if (options.Lan)
            Invite(terminal, server.Invitations);
        terminal.Say("welcome.stop");
    }

    private static void Invite(Terminal terminal, IReadOnlyList<Uri> addresses)
    {
        if (addresses.Count == 0)
        {
            terminal.Say("welcome.no-network");
            return;
        }

        terminal.Say("welcome.phones", ("addresses", string.Join("\n  ", addresses)));
        terminal.Qr(addresses[0].ToString());
    }
}
