using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using RedVest.Kernel.Batching;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What devices record all day: one push for all rooms' kinds.</summary>
public static class SyncRoom
{
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.AddSingleton<PushEndpoint>();
        services.AddSingleton<OfficeRecords>();
        services.AddBatcher<Push, PushAnswer, PushWork>("push", provider => new BatcherOptions
        {
            OwnThread = provider.GetRequiredService<StorageOptions>().Provider == StorageProvider.Sqlite,
        });
        return services;
    }

    public static void MapSync(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/sync/push", (RequestDelegate)(context => context.RequestServices.GetRequiredService<PushEndpoint>().HandleAsync(context)))
            .AllowAnonymous().ShortCircuit().WithTags("Sync");
        routes.MapPost("/api/v1/sync/state", TellState.HandleAsync).RequireAuthorization(Policies.Device).WithTags("Sync");
        routes.MapGet("/api/v1/devices", ListDevices.HandleAsync).RequireAuthorization(Policies.KeepDevices).WithTags("Devices");
        routes.MapGet("/api/v1/sync/kept", ListKept.HandleAsync).RequireAuthorization(Policies.SeeKept).WithTags("Sync");
    }
}
