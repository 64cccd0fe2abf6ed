using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;

namespace RedVest.Packs;

/// <summary>The first person's word for a pack. It decides nothing before another person approves it.</summary>
public static class ProposePack
{
    /// <param name="Text">The pack's JSON; null: a shipped one.</param>
    /// <param name="Shipped">The id of a shipped pack; null: the text.</param>
    /// <param name="EffectiveFrom">Null: as soon as it is approved.</param>
    public sealed record Request(string? Text = null, string? Shipped = null, DateTimeOffset? EffectiveFrom = null);

    public sealed record Answer(string Id, int Version);

    internal static async Task<Results<Created<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, PackSeals seals, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (me.Id is not { } person || (request.Shipped is null ? request.Text : ShippedPacks.TextOf(request.Shipped)) is not { } text)
            return Problems.Refuse(StatusCodes.Status404NotFound, "pack-unknown");
        var faults = PackLoader.Read(text, FactsSchema.Published, Shipped.Exists).Faults.Where(fault => !fault.IsWarning).ToList();
        if (faults.Count > 0)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "pack-wrong", ("line", faults[0].Line), ("place", faults[0].Place), ("reason", faults[0].Reason), ("faults", faults));
        try
        {
            var now = clock.Now();
            var pack = await InstallPack.ProposeAsync(db, seals, me, person, text, request.EffectiveFrom ?? now, now, cancellationToken);
            return TypedResults.Created($"/api/v1/packs/{Uri.EscapeDataString(pack.Id)}/{pack.Version}", new Answer(pack.Id, pack.Version));
        }
        catch (ActRefusedException refused)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, refused.Code);
        }
    }
}
