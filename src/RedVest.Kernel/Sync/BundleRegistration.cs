using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Sync;

public static class BundleRegistration
{
    /// <summary>Bundles of what the rooms contribute as <see cref="IBundleSection"/>. Needs the store and the signing keys.</summary>
    public static IServiceCollection AddBundles(this IServiceCollection services)
    {
        services.AddSingleton<Bundles>();
        services.AddSingleton(new DeviceSettings());
        services.AddSingleton<IBundleSection, SettingsSection>();
        return services;
    }

    public static void MapBundles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/sync/bundle", GetBundle.HandleAsync).WithTags("Sync").RequireAuthorization(Policies.Device);
}
