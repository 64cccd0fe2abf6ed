using System.Net;

namespace RedVest;

/// <summary>
/// Without TLS the app is served only when both ends of the connection are this machine. The addresses of the connection decide,
/// never the Host header, which anybody can write.
/// </summary>
internal static class PlainDoor
{
    internal static void UsePlainDoor(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.IsHttps || IsThisMachine(context.Connection) || IsForEverybody(context.Request.Path))
            return next(context);
        if (context.Request.Path.StartsWithSegments("/api"))
            return ServerProblems.WriteAsync(context, StatusCodes.Status403Forbidden, "tls-needed");
        context.Response.Redirect("/install");
        return Task.CompletedTask;
    });

    internal static bool IsThisMachine(ConnectionInfo connection) =>
        IsLoopback(connection.RemoteIpAddress) && IsLoopback(connection.LocalIpAddress);

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsForEverybody(PathString path) =>
        path == "/install" || path == "/ca.crt" || path == "/healthz" || path == "/readyz" || path.StartsWithSegments("/shell");
}
