using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

/// <summary>How callers make themselves known. A request uses one way: a header goes before a cookie.</summary>
internal static class Schemes
{
    /// <summary>Chooses one of the others by what the request carries.</summary>
    public const string Any = "redvest";

    public const string Session = "session";

    public const string Device = "device";

    public const string Operator = "operator";

    public static string ChooseFor(HttpContext context) =>
        TokenOf(context.Request, "Bearer") is not null ? Device
        : TokenOf(context.Request, "Operator") is not null ? Operator
        : Session;

    /// <summary>What stands after a word in <c>Authorization</c>; null when another word stands there, or none.</summary>
    public static string? TokenOf(HttpRequest request, string word) =>
        request.Headers.Authorization.ToString() is var said && said.StartsWith(word + " ", StringComparison.OrdinalIgnoreCase) ? said[word.Length..].Trim() : null;

    /// <summary>Who it is stands in <see cref="Caller"/>; the principal only says that somebody is known.</summary>
    public static AuthenticateResult Success(string scheme) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(scheme)), scheme));
}
