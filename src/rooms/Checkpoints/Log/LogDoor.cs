using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Log;

/// <summary>The front door of the log.</summary>
internal static class LogDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LogRecords>();
        services.AddSingleton<IRecordRoom>(provider => provider.GetRequiredService<LogRecords>());
        services.AddTexts(typeof(LogDoor));
    }

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/checkpoints/{id}/log", ListLog.HandleAsync).RequireAuthorization(Policies.SeeShifts);
        routes.MapPost("/checkpoints/{id}/log", WriteLog.HandleAsync).RequireAuthorization(Policies.WriteLog);
        routes.MapPost("/incident-clocks", SetIncidentClocks.HandleAsync).RequireAuthorization(Policies.KeepPosts);
    }
}
