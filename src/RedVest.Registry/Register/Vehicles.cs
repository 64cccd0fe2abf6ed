using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>A vehicle as pages show it.</summary>
/// <param name="Unusual">The plate breaks its standard.</param>
public sealed record VehicleRow(
    Guid Id, string Plate, string? PlateColour, string? Kind, Guid? OrganisationId, DisplayName? OrganisationName, bool Unusual, DateTimeOffset CreatedAt);

/// <summary>The vehicles an owner has met or entered. Seen by who answers for all of the owner: a vehicle lives nowhere.</summary>
internal static class VehiclesSeen
{
    public static IQueryable<Vehicle> By(RedVestDb db, Caller me)
    {
        var all = me.Scope.CoversOwner(me.Owner);
        return db.Set<Vehicle>().AsNoTracking().Where(v => all && v.Owner == me.Owner);
    }

    public static async Task<List<VehicleRow>> RowsAsync(RedVestDb db, Caller me, IReadOnlyList<Vehicle> found, CancellationToken cancellationToken)
    {
        var names = await Organisations.NamesAsync(db, me.Owner, found.Select(v => v.OrganisationId), cancellationToken);
        return [.. found.Select(v => new VehicleRow(
            v.Id, v.Plate, v.PlateColour, v.Kind, v.OrganisationId, names.GetValueOrDefault(v.OrganisationId ?? Guid.Empty), v.Unusual, v.CreatedAt))];
    }
}

/// <summary>The vehicles of the register, the last entered first.</summary>
public static class ListVehicles
{
    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<VehicleRow> Rows, Guid? Next);

    /// <param name="kind">One kind of vehicle.</param>
    /// <param name="organisation">Those of one company or unit.</param>
    /// <param name="unusual">True: only plates that break their standard.</param>
    internal static async Task<Ok<Page>> HandleAsync(
        RedVestDb db, Caller me, CancellationToken cancellationToken,
        string? kind = null, Guid? organisation = null, bool unusual = false, Guid? after = null, int limit = RegistryPages.UsualRows)
    {
        var vehicles = VehiclesSeen.By(db, me);
        if (!string.IsNullOrEmpty(kind))
            vehicles = vehicles.Where(v => v.Kind == kind);
        if (organisation is not null)
            vehicles = vehicles.Where(v => v.OrganisationId == organisation);
        if (unusual)
            vehicles = vehicles.Where(v => v.Unusual);
        var found = await vehicles.After(v => v.Id, after, limit).ToListAsync(cancellationToken);
        var next = RegistryPages.Cut(found, limit, v => v.Id);
        return TypedResults.Ok(new Page(await VehiclesSeen.RowsAsync(db, me, found, cancellationToken), next));
    }
}

/// <summary>Looks vehicles up by a plate or its beginning; by POST and in the audit: a plate leads to people.</summary>
public static class FindVehicles
{
    private const int Shortest = 3;
    private const int MostRows = 100;

    /// <param name="Plate">At least its first three signs.</param>
    public sealed record Request(string Plate);

    /// <summary>At most 100.</summary>
    public sealed record Answer(IReadOnlyList<VehicleRow> Rows);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(Request request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var plate = Plate.Read(request.Plate).Text;
        if (plate.Length < Shortest || Faults.IsBroken(plate))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "plate-short");
        var found = await VehiclesSeen.By(db, me).Where(v => v.Plate.StartsWith(plate)).OrderBy(v => v.Plate).Take(MostRows).ToListAsync(cancellationToken);
        await db.WriteAsync(me.Owner, me.Did("vehicles-sought", null, new { found = found.Count }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(await VehiclesSeen.RowsAsync(db, me, found, cancellationToken)));
    }
}

/// <summary>One vehicle with its past at all posts of the caller's scope. That somebody looked is in the audit.</summary>
public static class ShowVehicle
{
    private const int MostEntries = 200;

    /// <param name="History">Newest first; at most 200 of each room.</param>
    public sealed record Answer(VehicleRow Vehicle, IReadOnlyList<HistoryEntry> History);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, IEnumerable<IHistory> rooms, Caller me, CancellationToken cancellationToken)
    {
        if (await VehiclesSeen.By(db, me).SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } vehicle)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("vehicle-viewed", id), () => { }, cancellationToken);
        var history = await OpenPerson.HistoryAsync(rooms, room => room.OfVehicleAsync(new(me.Owner, id, me.MaySee, MostEntries), cancellationToken));
        return TypedResults.Ok(new Answer((await VehiclesSeen.RowsAsync(db, me, [vehicle], cancellationToken))[0], history));
    }
}

/// <summary>Says what kind of vehicle it is, what colour its plate has and whom it belongs to; or enters one by its plate.</summary>
public static class SaveVehicle
{
    /// <param name="Organisation">Null: belongs to nobody known.</param>
    public sealed record Request(string Plate, string? PlateColour = null, string? Kind = null, Guid? Organisation = null);

    internal static async Task<Results<Ok<VehicleRow>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var plate = Plate.Read(request.Plate);
        if (await RefusalAsync(request, plate, db, me, cancellationToken) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        var stored = await VehiclesSeen.By(db, me).AsTracking().SingleOrDefaultAsync(v => v.Plate == plate.Text, cancellationToken);
        var row = stored ?? new Vehicle { Owner = me.Owner, Id = clock.NewId(), Plate = plate.Text, Unusual = plate.Unusual, CreatedAt = clock.Now() };
        try
        {
            await db.WriteAsync(me.Owner, me.Did(stored is null ? "vehicle-added" : "vehicle-edited", row.Id), () =>
            {
                (row.PlateColour, row.Kind, row.OrganisationId) = (request.PlateColour, request.Kind, request.Organisation);
                if (stored is null)
                    db.Add(row);
            }, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        }

        return TypedResults.Ok((await VehiclesSeen.RowsAsync(db, me, [row], cancellationToken))[0]);
    }

    private static async Task<string?> RefusalAsync(Request request, Plate plate, RedVestDb db, Caller me, CancellationToken cancellationToken) =>
        plate.Text.Length is < 4 or > 32 || Faults.IsBroken(plate.Text) ? "plate-short"
        : (request.Kind is { } kind ? Faults.OfKind(kind) : null)
            ?? (request.PlateColour is { } colour ? Faults.OfKind(colour) : null)
            ?? (request.Organisation is { } unit && !await Organisations.SeenBy(db, me).AnyAsync(o => o.Id == unit, cancellationToken) ? "organisation-unknown" : null);
}
