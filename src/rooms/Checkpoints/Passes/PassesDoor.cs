using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passes;

/// <summary>Commuter passes as the office keeps them.</summary>
internal static class PassesDoor
{
    public static void Add(IServiceCollection services) => services.AddSingleton<IBundleSection, WithdrawnSection>();

    public static void Map(RouteGroupBuilder api)
    {
        var passes = api.MapGroup("/passes").WithTags("Passes").RequireAuthorization(Policies.KeepPasses);
        passes.MapGet("/", ListPasses.HandleAsync);
        passes.MapPost("/", IssuePass.HandleAsync);
        passes.MapGet("/choices", ListPassChoices.HandleAsync);
        passes.MapPost("/find", FindPasses.HandleAsync);
        passes.MapPost("/holder", FindHolder.HandleAsync);
        passes.MapGet("/{id:guid}", ShowPass.HandleAsync);
        passes.MapPost("/{id:guid}/renew", RenewPass.HandleAsync);
        passes.MapPost("/{id:guid}/suspend", ChangePass.SuspendAsync);
        passes.MapPost("/{id:guid}/resume", ChangePass.ResumeAsync);
        passes.MapPost("/{id:guid}/end", ChangePass.EndAsync);
        passes.MapPost("/{id:guid}/card", PrintPass.HandleAsync);
    }
}
