using System.Net;
using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

public static class Connections
{
    /// <summary>Whether both ends of a connection are this machine. The Host header, which anybody can write, is not asked.</summary>
    public static bool IsLoopback(this ConnectionInfo connection) =>
        IsLoopback(connection.RemoteIpAddress) && IsLoopback(connection.LocalIpAddress);

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
