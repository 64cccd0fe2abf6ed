using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Trust;

public static class TrustRegistration
{
    public static void MapTrust(this IEndpointRouteBuilder routes)
    {
        var trust = routes.MapGroup("/api/v1/trust").WithTags("Trust");
        trust.MapGet("/", ListTrust.HandleAsync).RequireAuthorization(Policies.Work);
        trust.MapPost("/import", ImportKeys.HandleAsync).RequireAuthorization(Policies.Administer);
        trust.MapPost("/{id:guid}/remove", RemoveKey.HandleAsync).RequireAuthorization(Policies.Administer);
    }
}
