using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

/// <summary>
/// The cookie of a signed-in browser: not readable by scripts, never sent by another site. Over TLS it carries the <c>__Host-</c> name,
/// which a browser accepts only from this very host; the plain name exists for the loopback door alone.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "__Host-redvest";

    public const string LoopbackName = "redvest";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string value, DateTimeOffset endsAt) =>
        context.Response.Cookies.Append(NameFor(context.Request), value, Options(context.Request, endsAt));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request, null));

    private static string NameFor(HttpRequest request) => IsPlainLoopback(request) ? LoopbackName : Name;

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? endsAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = !IsPlainLoopback(request),
        Path = "/",
        Expires = endsAt,
    };

    private static bool IsPlainLoopback(HttpRequest request) => !request.IsHttps && request.HttpContext.Connection.IsLoopback();
}
