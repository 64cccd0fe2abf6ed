using System.Net;
using System.Net.Sockets;
using RedVest.Kernel;

namespace RedVest;

/// <summary>Looks for a taken port before anything else is touched, because that has a simple remedy.</summary>
internal static class Ports
{
    /// <returns>Null when all is free, else the sentence that says what to do.</returns>
    internal static string? Trouble(ServerOptions options) =>
        Trouble(options.Port, options.Lan, "--port") ?? Trouble(options.TlsPort, options.Lan, "--tls-port");

    private static string? Trouble(int port, bool onAll, string option)
    {
        if (port == 0)
            return null;
        try
        {
            foreach (var address in AddressesFor(onAll))
            {
                using var probe = new TcpListener(address, port);
                probe.Start();
            }

            return null;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            return Texts.Say("start.port-not-allowed", ("port", port), ("option", option), ("free", Free(onAll)));
        }
        catch (SocketException)
        {
            return Texts.Say("start.port-taken", ("port", port), ("option", option), ("free", Free(onAll)));
        }
    }

    private static IPAddress[] AddressesFor(bool onAll) => (onAll, Socket.OSSupportsIPv6) switch
    {
        (true, true) => [IPAddress.Any, IPAddress.IPv6Any],
        (true, false) => [IPAddress.Any],
        (false, true) => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        (false, false) => [IPAddress.Loopback],
    };

    /// <summary>A port that is free now, to be named in the advice.</summary>
    private static int Free(bool onAll)
    {
        using var probe = new TcpListener(onAll ? IPAddress.Any : IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
