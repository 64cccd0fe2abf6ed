using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;
using RedVest.Registry.Households;

namespace RedVest.Registry.Register;

/// <summary>
/// A list of the register as a file: what the page shows, masked, all rows of the caller's scope. Who took it, when and what for stands in its last row and in
/// the audit before the first row is read.
/// </summary>
public static class ExportRegistry
{
    private const int SliceRows = 1000;

    /// <param name="List">people, vehicles, households, organisations, places.</param>
    /// <param name="Purpose">4 to 200 characters.</param>
    /// <param name="Format">xlsx or csv.</param>
    public sealed record Request(string List, string Purpose, string Format = "xlsx");

    internal static async Task<Results<TableAnswer, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (TableFormats.Read(request.Format) is not { } format || Of(request.List, db, keys, me) is not var (headings, rows))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "export-unknown");
        var now = db.Store.Clock.Now();
        await db.WriteAsync(me.Owner, me.Did("registry-exported", null, new { list = request.List, format = request.Format, purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        var name = await db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && u.Id == me.Id).Select(u => u.Name).SingleOrDefaultAsync(cancellationToken);
        var watermark = Texts.Say("export.watermark", ("who", name ?? "—"), ("at", now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)), ("why", request.Purpose.Trim()));
        return new TableAnswer($"{request.List}-{now:yyyyMMdd-HHmm}", format, [.. headings.Select(h => Texts.Say("export." + h))], rows, watermark);
    }

    private static (string[] Headings, IAsyncEnumerable<IReadOnlyList<object?>> Rows)? Of(string list, RedVestDb db, KeyRing keys, Caller me) => list switch
    {
        "people" => (["name", "document-kind", "tail", "unusual", "entered"], Slices(after => PeopleSeen.By(db, me).After(p => p.Id, after, SliceRows), p => p.Id,
            found => Task.FromResult(found.Select(p => PersonRow.Of(p)).Select(p => Cells(p.Name, Word(p.DocumentKind), p.Tail, Yes(p.Unusual), Day(p.CreatedAt)))))),
        "vehicles" => (["plate", "plate-colour", "kind", "organisation", "unusual", "entered"], Slices(after => VehiclesSeen.By(db, me).After(v => v.Id, after, SliceRows), v => v.Id,
            async found => (await VehiclesSeen.RowsAsync(db, me, found, default)).Select(v => Cells(v.Plate, Word(v.PlateColour), Word(v.Kind), Say(v.OrganisationName), Yes(v.Unusual), Day(v.CreatedAt))))),
        "households" => (["division", "number", "address", "head", "members"], Slices(after => HouseholdRows.SeenBy(db, me).AsNoTracking().Where(h => h.EndedAt == null).After(h => h.Id, after, SliceRows), h => h.Id,
            async found => (await HouseholdRows.OfAsync(db, me.Owner, found, default)).Select(h => Cells(Say(h.Division), h.Number, h.Address, h.Head, h.Members)))),
        "organisations" => (["name-zh", "name-en", "kind", "parent", "credit-code", "contact", "phone"], Slices(after => ListOrganisations.Narrowed(db, me, null, null, null, ended: false).After(o => o.Id, after, SliceRows), o => o.Id,
            async found => (await Organisations.RowsAsync(db, keys, me, found, default)).Select(o => Cells(o.Name.Zh, o.Name.En, Word(o.Kind), Say(o.ParentName), o.CreditCode, o.Contact.Name, o.Contact.Phone)))),
        "places" => (["name-zh", "name-en", "kind", "address", "organisation", "latitude", "longitude", "contact", "phone"], Slices(after => ListPlaces.Narrowed(db, me, null, null, null, ended: false).After(p => p.Id, after, SliceRows), p => p.Id,
            async found => (await Places.RowsAsync(db, keys, me, found, default)).Select(p => Cells(
                p.Name.Zh, p.Name.En, Word(p.Kind), p.Address, Say(p.OrganisationName), p.Position?.Latitude, p.Position?.Longitude, p.Contact.Name, p.Contact.Phone)))),
        _ => null,
    };

    /// <summary>All rows of a list, a thousand at a time: no long transaction, no list in memory.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<object?>> Slices<T>(
        Func<Guid?, IQueryable<T>> page, Func<T, Guid> id, Func<List<T>, Task<IEnumerable<object?[]>>> say)
    {
        for (Guid? after = null; ;)
        {
            var found = await page(after).ToListAsync();
            if (found.Count == 0)
                yield break;
            after = id(found[^1]);
            foreach (var row in await say(found))
                yield return row;
        }
    }

    private static object?[] Cells(params object?[] cells) => cells;

    private static string? Say(DisplayName? name) => name is null ? null : Texts.IsChinese ? name.Zh : name.En;

    private static string? Word(string? word) => word is null ? null : Texts.Say("kind." + word) is var said && said != "kind." + word ? said : word;

    private static string Yes(bool unusual) => unusual ? Texts.Say("export.yes") : "";

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
