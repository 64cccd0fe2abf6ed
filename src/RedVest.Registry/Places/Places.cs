using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Where it lies: WGS-84, degrees with up to six decimals.</summary>
public sealed record Position(double Latitude, double Longitude)
{
    private const double Millionths = 1e6;

    internal string? Fault => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180 ? null : "position-wrong";

    internal int LatitudeE6 => (int)Math.Round(Latitude * Millionths);

    internal int LongitudeE6 => (int)Math.Round(Longitude * Millionths);

    internal static Position? Of(int? latitude, int? longitude) =>
        latitude is { } north && longitude is { } east ? new Position(north / Millionths, east / Millionths) : null;
}

/// <summary>A place as pages show it.</summary>
/// <param name="Contact">The phone masked.</param>
/// <param name="Edits">To be said when it is edited.</param>
public sealed record PlaceRow(
    Guid Id, string Kind, DisplayName Name, long DivisionCode, string? Address, Guid? OrganisationId, DisplayName? OrganisationName, Position? Position, Contact Contact,
    DateTimeOffset? EndedAt, int Edits);

/// <summary>Which places a caller sees.</summary>
internal static class Places
{
    public static IQueryable<Place> SeenBy(RedVestDb db, Caller me) => db.Set<Place>().Within(me, p => p.Owner, p => p.DivisionCode, p => p.Id);

    /// <summary>The rows as pages show them; the names of their organisations in one query.</summary>
    public static async Task<List<PlaceRow>> RowsAsync(RedVestDb db, KeyRing keys, Caller me, IReadOnlyList<Place> found, CancellationToken cancellationToken)
    {
        var names = await Organisations.NamesAsync(db, me.Owner, found.Select(p => p.OrganisationId), cancellationToken);
        return [.. found.Select(p => new PlaceRow(
            p.Id, p.Kind, new DisplayName(p.NameZh, p.NameEn), p.DivisionCode, p.Address, p.OrganisationId, names.GetValueOrDefault(p.OrganisationId ?? Guid.Empty),
            Position.Of(p.LatitudeE6, p.LongitudeE6), Contact.Masked(keys, Place.Table, p.Id, p.Owner, p.ContactName, p.Phone), p.EndedAt, p.Edits))];
    }
}
