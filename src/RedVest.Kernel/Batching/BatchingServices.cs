using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RedVest.Kernel.Batching;

public static class BatchingServices
{
    /// <summary>One batcher for one kind of work. The work is a singleton and opens what it needs for each batch.</summary>
    public static IServiceCollection AddBatcher<TItem, TOutcome, TWork>(
        this IServiceCollection services, string name, Func<IServiceProvider, BatcherOptions> options)
        where TOutcome : class
        where TWork : class, IBatchWork<TItem, TOutcome>
    {
        services.AddSingleton<TWork>();
        services.AddSingleton(provider => new Batcher<TItem, TOutcome>(
            name,
            provider.GetRequiredService<TWork>(),
            options(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<Batcher<TItem, TOutcome>>>()));
        return services.AddHostedService(provider => provider.GetRequiredService<Batcher<TItem, TOutcome>>());
    }
}
