using RedVest.Kernel.Access;

namespace RedVest.Packs;

/// <summary>Where a county looks at its packs, proposes one and approves what somebody else proposed.</summary>
internal static class PackDesk
{
    internal static void MapPacks(this IEndpointRouteBuilder routes)
    {
        var packs = routes.MapGroup("/api/v1/packs").WithTags("Packs");
        packs.MapGet("/", ListPacks.HandleAsync).RequireAuthorization(Policies.Work);
        packs.MapPost("/", ProposePack.HandleAsync).RequireAuthorization(Policies.KeepRules);
        packs.MapPost("/{id}/{version}/approve", ApprovePack.HandleAsync).RequireAuthorization(Policies.KeepRules);
    }
}
