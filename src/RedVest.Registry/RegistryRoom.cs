using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>The front door of the registry: who, where, what exists; known once, used by all rooms.</summary>
public static class RegistryRoom
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton(new RoomAssembly(typeof(RegistryRoom).Assembly));
        services.AddTexts(typeof(RegistryRoom));
        return services;
    }
}
