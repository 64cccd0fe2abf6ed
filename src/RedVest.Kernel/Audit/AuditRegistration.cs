using Microsoft.Extensions.DependencyInjection;

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
}
