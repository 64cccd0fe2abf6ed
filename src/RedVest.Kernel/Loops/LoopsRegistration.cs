using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Loops;

/// <summary>Closed loops (闭环) of all rooms: a room registers its <see cref="LoopKind"/>s and an <see cref="ILoopTeller"/>.</summary>
public static class LoopsRegistration
{
    public static IServiceCollection AddLoops(this IServiceCollection services)
    {
        services.AddSingleton<LoopKinds>();
        services.AddSingleton<IRecordRoom, LoopRecords>();
        services.AddSingleton<Escalate>();
        services.AddSingleton<CountLoops>();
        services.AddScoped<LoopRows>();
        services.AddHostedService<LoopJob>();
        services.AddTexts(typeof(LoopsRegistration));
        return services;
    }

    public static void MapLoops(this IEndpointRouteBuilder routes)
    {
        var loops = routes.MapGroup("/api/v1/loops").WithTags("Loops");
        loops.MapGet("/", ListLoops.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        loops.MapGet("/kinds", ListLoopKinds.Handle).RequireAuthorization(Policies.Work);
        loops.MapGet("/balance", ShowBalance.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        loops.MapPost("/balance", ShowBalance.CountAsync).RequireAuthorization(Policies.SeeCustody);
        loops.MapGet("/{id:guid}", ShowLoop.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        loops.MapPost("/{id:guid}/records", RecordLoop.HandleAsync).RequireAuthorization(Policies.KeepCustody);
    }
}
