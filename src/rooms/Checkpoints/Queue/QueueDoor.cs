using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Queue;

/// <summary>Who waits: the marshaller's tally, queues and waiting times, which lanes to open.</summary>
internal static class QueueDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRecordRoom, TallyRecords>();
        services.AddTexts(typeof(QueueDoor));
    }

    public static void Map(RouteGroupBuilder office)
    {
        office.MapGet("/checkpoints/{id}/queue", ShowQueue.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/checkpoints/queue", ShowQueue.OfDeviceAsync).RequireAuthorization(Policies.Device);
        office.MapPost("/checkpoints/{id}/queue/settings", SetQueue.HandleAsync).RequireAuthorization(Policies.KeepPosts);
    }
}
