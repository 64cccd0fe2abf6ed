using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;

namespace RedVest.Packs;

/// <summary>The second person's word: from now on, or from the pack's instant, it decides.</summary>
internal static class ApprovePack
{
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string id, int version, RedVestDb db, PackSeals seals, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (me.Id is not { } person)
            return Problems.Refuse(StatusCodes.Status404NotFound, "pack-unknown");
        try
        {
            await InstallPack.ApproveAsync(db, seals, me, person, id, version, clock.Now(), cancellationToken);
            return TypedResults.NoContent();
        }
        catch (ActRefusedException refused)
        {
            return Problems.Refuse(refused.Code == "pack-unknown" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refused.Code);
        }
    }
}
