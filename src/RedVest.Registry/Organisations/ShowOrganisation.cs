using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>One organisation, with the units that belong to it.</summary>
public static class ShowOrganisation
{
    private const int MostUnits = 200;

    /// <param name="Units">Directly below it, at most 200.</param>
    public sealed record Answer(OrganisationRow Organisation, IReadOnlyList<OrganisationRow> Units);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        var seen = Organisations.SeenBy(db, me).AsNoTracking();
        if (await seen.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } row)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var units = await seen.Where(o => o.ParentId == id).OrderBy(o => o.Id).Take(MostUnits).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            (await Organisations.RowsAsync(db, keys, me, [row], cancellationToken))[0], await Organisations.RowsAsync(db, keys, me, units, cancellationToken)));
    }
}
