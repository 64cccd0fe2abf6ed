using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace RedVest.Tls;

/// <summary>The names and addresses under which this machine is reached.</summary>
internal sealed record ServerNames(IReadOnlyList<string> Dns, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>What the machine is called and where it stands now. Extra names come from <c>--name</c>.</summary>
    internal static ServerNames OfThisMachine(IEnumerable<string> extra)
    {
        var host = Environment.MachineName.ToLowerInvariant();
        string[] names = ["localhost", .. extra, host, host + ".local"];
        return new(
            [.. names.Where(IsDnsName).Distinct(StringComparer.OrdinalIgnoreCase)],
            [IPAddress.Loopback, IPAddress.IPv6Loopback, .. names.Select(AsAddress).OfType<IPAddress>(), .. OfTheNetwork()]);
    }

    /// <summary>The addresses a phone on the same network could use, the likeliest first.</summary>
    internal static IEnumerable<IPAddress> OfTheNetwork() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .OrderBy(card => card.GetIPProperties().GatewayAddresses.Count == 0)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address))
            .OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork)
            .Distinct();

    /// <summary>Whether a certificate names all of these.</summary>
    internal bool AreCoveredBy(X509Certificate2 certificate)
    {
        var san = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (san is null)
            return false;
        var names = san.EnumerateDnsNames().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var addresses = san.EnumerateIPAddresses().ToHashSet();
        return Dns.All(names.Contains) && Addresses.All(addresses.Contains);
    }

    private static bool IsDnsName(string name) => AsAddress(name) is null && Uri.CheckHostName(name) == UriHostNameType.Dns;

    private static IPAddress? AsAddress(string name) => IPAddress.TryParse(name, out var address) ? address : null;
}
