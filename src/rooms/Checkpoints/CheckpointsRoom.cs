using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints;

/// <summary>The front door of the checkpoint room: what it needs, and what it answers to.</summary>
public static class CheckpointsRoom
{
    public static IServiceCollection AddCheckpoints(this IServiceCollection services)
    {
        services.AddSingleton(new RoomAssembly(typeof(CheckpointsRoom).Assembly));
        services.AddSingleton<OwnerBooks>();
        services.AddSingleton<LaneReader>();
        services.AddSingleton<IRecordRoom, LaneRecords>();
        services.AddTexts(typeof(CheckpointsRoom));
        return services;
    }
}
