using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Queue;

/// <summary>Who waits: the marshaller's tally, queues and waiting times, which lanes to open.</summary>
internal static class QueueDoor
{
    public static void Add(IServiceCollection services) => services.AddSingleton<IRecordRoom, TallyRecords>();

    public static void Map(RouteGroupBuilder office)
    {
    }
}
