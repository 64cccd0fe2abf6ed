using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Import;

/// <summary>Places, one row each; known by their name in their division.</summary>
internal sealed class PlaceList : IImportKind
{
    public string Name => "places";

    public IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("name", Required: true, "场所名称", "Name", "名称", "点位名称"),
        new("nameEn", Required: false, "英文名称", "English name"),
        new("kind", Required: true, "场所类别", "Kind", "类别", "类型", "场所类型"),
        new("division", Required: true, "行政区划", "Division", "所在乡镇", "所在地", "村（社区）", "区划代码"),
        new("address", Required: false, "地址", "Address", "详细地址"),
        new("organisation", Required: false, "主管单位", "Organisation", "所属单位"),
        new("latitude", Required: false, "纬度", "Latitude"),
        new("longitude", Required: false, "经度", "Longitude"),
        new("contact", Required: false, "联系人", "Contact", "负责人"),
        new("phone", Required: false, "联系电话", "Phone", "电话", "手机号码"),
    ];

    public async Task<IImportRun> BeginAsync(ImportGround ground, CancellationToken cancellationToken)
    {
        var known = await ground.Db.Set<Place>().AsNoTracking().Where(p => p.Owner == ground.Owner && p.EndedAt == null && p.Kind != Place.Checkpoint).ToListAsync(cancellationToken);
        return new Run(ground, await DivisionBook.OfAsync(ground.Db, ground.Owner, cancellationToken), await UnitNames.OfAsync(ground, cancellationToken), known);
    }

    private sealed record Row(int Line, Guid Key, Place Place, bool Same) : ImportRow(Line, Key);

    private sealed class Run(ImportGround ground, DivisionBook divisions, UnitNames units, List<Place> known) : IImportRun
    {
        private const int LongestName = 100;

        private static readonly SetTable<Place> Table = new SetTable<Place>(Place.Table, "owner", "id")
            .With("owner", p => p.Owner).With("id", p => p.Id).With("kind", p => p.Kind).With("name_zh", p => p.NameZh).With("name_en", p => p.NameEn)
            .With("division_code", p => p.DivisionCode).With("address", p => p.Address).With("organisation_id", p => p.OrganisationId)
            .With("latitude_e6", p => p.LatitudeE6).With("longitude_e6", p => p.LongitudeE6).With("contact_name", p => p.ContactName).With("phone", p => p.Phone)
            .With("edits", p => p.Edits);

        private readonly Dictionary<Guid, Place> _known = known.GroupBy(p => KeyOf(p.DivisionCode, p.NameZh)).ToDictionary(g => g.Key, g => g.First());

        public ImportRow? Read(RowReader row)
        {
            var name = row.Need("name", row.Text("name", LongestName));
            var said = row.Need("kind", row.Text("kind"));
            var kind = said is null ? null : Spoken.PlaceKind(said);
            if (said is not null && kind is null)
                row.Refuse("kind", "word-unknown");
            var where = row.Need("division", row.Text("division"));
            var division = where is null ? null : divisions.Find(where);
            if (where is not null && division is null)
                row.Refuse("division", "division-unknown");
            var unit = units.Find(row, "organisation");
            var position = ReadPosition(row);
            var contact = new Contact(row.Text("contact", LongestName), row.Number("phone"));
            if (row.IsRefused || name is null || kind is null || division is not { } code)
                return null;
            var key = KeyOf(code, name);
            var old = _known.GetValueOrDefault(key);
            var id = old?.Id ?? ground.Db.Store.Clock.NewId();
            var place = new Place
            {
                Owner = ground.Owner,
                Id = id,
                Kind = kind,
                NameZh = name,
                NameEn = row.Text("nameEn", LongestName) ?? old?.NameEn ?? name,
                DivisionCode = code,
                Address = row.Text("address") ?? old?.Address,
                OrganisationId = unit ?? old?.OrganisationId,
                LatitudeE6 = position?.LatitudeE6 ?? old?.LatitudeE6,
                LongitudeE6 = position?.LongitudeE6 ?? old?.LongitudeE6,
                ContactName = contact.Name ?? old?.ContactName,
                Phone = contact.Sealed(ground.Keys, Place.Table, id, ground.Owner, old?.Phone),
                Edits = (old?.Edits ?? -1) + 1,
            };
            return new Row(row.Line, key, place, old is not null && IsSame(place, old, contact));
        }

        public ValueTask CompareAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            foreach (var row in rows.Cast<Row>())
                row.State = row.Same ? ImportState.Same : _known.ContainsKey(row.Key) ? ImportState.Changed : ImportState.New;
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            Table.Write(transaction, [.. rows.Cast<Row>().Where(r => !r.Same).Select(r => r.Place)], SetTable<Place>.OnConflict.Update);
            return ValueTask.CompletedTask;
        }

        private static Position? ReadPosition(RowReader row)
        {
            var (north, east) = (row.Text("latitude", 20), row.Text("longitude", 20));
            if (north is null && east is null)
                return null;
            if (double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
                && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
                && new Position(latitude, longitude) is { Fault: null } position)
            {
                return position;
            }

            row.Refuse("latitude", "position");
            return null;
        }

        private static Guid KeyOf(long division, string name) => Keys.Of(string.Create(CultureInfo.InvariantCulture, $"p{division}"), name);

        private bool IsSame(Place place, Place old, Contact contact) =>
            (place.Kind, place.NameEn, place.Address, place.OrganisationId, place.LatitudeE6, place.LongitudeE6, place.ContactName)
                == (old.Kind, old.NameEn, old.Address, old.OrganisationId, old.LatitudeE6, old.LongitudeE6, old.ContactName)
            && contact.IsPhone(ground.Keys, Place.Table, old.Id, ground.Owner, old.Phone);
    }
}
