using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

/// <summary>Says no with a problem: 401 when nobody is known, 403 when somebody known may not.</summary>
internal sealed class Refusals : IAuthorizationMiddlewareResultHandler
{
    private static readonly object Because = new();

    /// <summary>Says, during authentication, why a caller is not known.</summary>
    public static void Say(HttpContext context, string code) => context.Items[Because] = code;

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (context.User.Identity?.IsAuthenticated != true)
        {
            context.Response.Headers.WWWAuthenticate = "RedVest";
            return Problems.Refuse(StatusCodes.Status401Unauthorized, context.Items[Because] as string ?? "sign-in-needed").ExecuteAsync(context);
        }

        var reason = authorizeResult.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message;
        return Problems.Refuse(StatusCodes.Status403Forbidden, reason ?? "not-allowed").ExecuteAsync(context);
    }
}
