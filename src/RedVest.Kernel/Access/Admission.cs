using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RedVest.Kernel.Access;

/// <summary>Whom a policy lets in.</summary>
/// <param name="Roles">Users who hold one of these now.</param>
public sealed record Admission(IReadOnlyList<Role> Roles) : IAuthorizationRequirement
{
    /// <summary>Users without any grant too, also before they changed their first password.</summary>
    public bool AnyUser { get; init; }

    public bool Device { get; init; }

    public bool Operator { get; init; }
}

/// <summary>Nobody. Stands behind every endpoint that forgot to say who may call it.</summary>
internal sealed record NobodyMayCall : IAuthorizationRequirement;

/// <summary>Lets callers in by the table, and cuts their scope to the grants that let them in.</summary>
internal sealed class AdmissionHandler : AuthorizationHandler<Admission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Admission requirement)
    {
        if (context.Resource is not HttpContext http)
            return Task.CompletedTask;
        var me = http.RequestServices.GetRequiredService<Caller>();
        if (me.Kind == CallerKinds.User && RequestMarker.IsMissing(http.Request))
            context.Fail(new AuthorizationFailureReason(this, RequestMarker.Problem));
        else if (IsLetIn(me, requirement))
            context.Succeed(requirement);
        else if (me is { Kind: CallerKinds.User, MustChangePassword: true })
            context.Fail(new AuthorizationFailureReason(this, "password-change-needed"));
        return Task.CompletedTask;
    }

    private static bool IsLetIn(Caller me, Admission who)
    {
        switch (me.Kind)
        {
            case CallerKinds.Device:
                return who.Device;
            case CallerKinds.Operator:
                return who.Operator;
            case CallerKinds.User when who.AnyUser:
                return true;
            case CallerKinds.User when !me.MustChangePassword:
                me.NarrowTo(who.Roles);
                return me.Grants.Count > 0;
            default:
                return false;
        }
    }
}

/// <summary>A request that matched no endpoint goes on to its 404, 405 or 415; everything else that reached the fallback is refused.</summary>
internal sealed class NobodyHandler : AuthorizationHandler<NobodyMayCall>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NobodyMayCall requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint) // nothing, or the router's own 405 and 415
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
