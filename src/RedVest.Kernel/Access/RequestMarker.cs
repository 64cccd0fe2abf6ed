using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

/// <summary>
/// The header <c>X-RedVest: 1</c> on every act of a browser. A form or an image of another site cannot send it, and a script of another
/// site may not, so an act with it comes from our own pages; with SameSite=Strict it is the second lock.
/// </summary>
internal static class RequestMarker
{
    public const string Problem = "header-missing";

    private const string Header = "X-RedVest";

    public static bool IsMissing(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
        && request.Headers[Header] != "1";
}
