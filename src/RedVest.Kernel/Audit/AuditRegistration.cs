using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Audit;

public static class AuditRegistration
{
    /// <summary>The sealer, which runs with the server, and the verifier. Needs the store and the signing keys.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<Sealer>();
        services.AddHostedService(s => s.GetRequiredService<Sealer>());
        services.AddSingleton<AuditVerifier>();
        return services;
    }

    /// <summary>Reading it at a desk.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit", ListAudit.HandleAsync).WithTags("Audit").RequireAuthorization(Policies.SeeAudit);
}
