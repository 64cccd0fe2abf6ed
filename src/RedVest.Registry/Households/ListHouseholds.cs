using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Households;

/// <summary>The households of the caller's scope, newest first. An address is looked for by POST elsewhere: it is somebody's door, and stays out of URLs.</summary>
public static class ListHouseholds
{
    /// <param name="Division">A division with all below it.</param>
    /// <param name="Ended">True: those that stand no longer; else those that do.</param>
    /// <param name="Address">A part of an address, or a number.</param>
    public sealed record Request(long? Division = null, bool Ended = false, string? Address = null, Guid? After = null, int Limit = RegistryPages.UsualRows);

    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<HouseholdRow> Rows, Guid? Next);

    internal static async Task<Ok<Page>> HandleAsync(Request request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var found = await Narrowed(db, me, request).After(h => h.Id, request.After, request.Limit).ToListAsync(cancellationToken);
        var next = RegistryPages.Cut(found, request.Limit, h => h.Id);
        return TypedResults.Ok(new Page(await HouseholdRows.OfAsync(db, me.Owner, found, cancellationToken), next));
    }

    internal static IQueryable<Household> Narrowed(RedVestDb db, Caller me, Request request)
    {
        var rows = HouseholdRows.SeenBy(db, me).AsNoTracking().Where(h => h.EndedAt != null == request.Ended);
        if (request.Division is { } code && DivisionRange.Everything.Contains(code))
        {
            var range = DivisionRange.Of(code);
            var (first, last) = (range.First, range.Last);
            rows = rows.Where(h => h.DivisionCode >= first && h.DivisionCode <= last);
        }

        if (!string.IsNullOrWhiteSpace(request.Address))
        {
            var part = request.Address.Trim();
            rows = rows.Where(h => h.Address.Contains(part) || h.Number == part);
        }

        return rows;
    }
}
