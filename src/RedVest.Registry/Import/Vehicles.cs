using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Import;

/// <summary>Vehicles, one row a plate.</summary>
internal sealed class Vehicles : IImportKind
{
    public string Name => "vehicles";

    public IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("plate", Required: true, "车牌号", "Plate", "号牌号码", "车牌", "车牌号码", "车号"),
        new("plateColour", Required: false, "号牌颜色", "Plate colour", "车牌颜色"),
        new("kind", Required: false, "车辆类型", "Vehicle kind", "车型"),
        new("organisation", Required: false, "所属单位", "Organisation", "所属企业", "单位", "企业", "公司"),
    ];

    public async Task<IImportRun> BeginAsync(ImportGround ground, CancellationToken cancellationToken) => new Run(ground, await UnitNames.OfAsync(ground, cancellationToken));

    private sealed record Row(int Line, Guid Key, Vehicle Vehicle) : ImportRow(Line, Key)
    {
        public Guid? Known { get; set; }
    }

    private sealed class Run(ImportGround ground, UnitNames units) : IImportRun
    {
        private const string Change = """
            update registry_vehicle set plate_colour = coalesce($3, plate_colour), kind = coalesce($4, kind), organisation_id = coalesce($5, organisation_id)
            where owner = $1 and id = $2
            """;

        private const string Columns = "select id, plate, plate_colour, kind, organisation_id from";

        private const string Sqlite = Columns + " registry_vehicle where owner = $1 and plate in (select value from json_each($2))";

        private const string Postgres = Columns + """
             unnest($2::text[]) as k(wanted)
            cross join lateral (select id, plate, plate_colour, kind, organisation_id from registry_vehicle where owner = $1 and plate = k.wanted limit 1) v
            """;

        private static readonly SetTable<Vehicle> Table = new SetTable<Vehicle>("registry_vehicle", "owner", "id")
            .With("owner", v => v.Owner).With("id", v => v.Id).With("plate", v => v.Plate).With("plate_colour", v => v.PlateColour).With("kind", v => v.Kind)
            .With("organisation_id", v => v.OrganisationId).With("unusual", v => v.Unusual).With("created_at", v => v.CreatedAt);

        public ImportRow? Read(RowReader row)
        {
            var said = row.Need("plate", row.Text("plate", 32));
            var colour = Word(row, "plateColour", Spoken.Colour);
            var kind = Word(row, "kind", Spoken.VehicleKind);
            var unit = units.Find(row, "organisation");
            if (said is null || row.IsRefused)
                return null;
            var plate = Plate.Read(said);
            if (plate.Fault is { } fault)
            {
                row.Refuse("plate", "plate-" + fault);
                return null;
            }

            var clock = ground.Db.Store.Clock;
            return new Row(row.Line, KeyOf(plate.Text), new Vehicle
            {
                Owner = ground.Owner,
                Id = clock.NewId(),
                Plate = plate.Text,
                PlateColour = colour,
                Kind = kind,
                OrganisationId = unit,
                Unusual = false,
                CreatedAt = clock.Now(),
            });
        }

        public async ValueTask CompareAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            var known = new Dictionary<string, (Guid Id, string? Colour, string? Kind, Guid? Unit)>(StringComparer.Ordinal);
            var plates = rows.Select(r => ((Row)r).Vehicle.Plate).ToArray();
            await ImportSql.ReadAsync(transaction, Sqlite, Postgres, Sql.Json(plates), plates,
                r => known[r.GetString(1)] = (r.GetId(0), r.GetTextOrNull(2), r.GetTextOrNull(3), r.GetIdOrNull(4)), cancellationToken);
            foreach (var row in rows.Cast<Row>())
            {
                var (found, vehicle) = (known.TryGetValue(row.Vehicle.Plate, out var old), row.Vehicle);
                row.Known = found ? old.Id : null;
                row.State = !found ? ImportState.New
                    : (vehicle.PlateColour ?? old.Colour, vehicle.Kind ?? old.Kind, vehicle.OrganisationId ?? old.Unit) == (old.Colour, old.Kind, old.Unit) ? ImportState.Same
                    : ImportState.Changed;
            }
        }

        public ValueTask WriteAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            Table.Write(transaction, [.. rows.Cast<Row>().Where(r => r.State == ImportState.New).Select(r => r.Vehicle)]);
            foreach (var row in rows.Cast<Row>().Where(r => r.State == ImportState.Changed))
            {
                transaction.Touches("registry_vehicle");
                ImportSql.Execute(transaction, Change, ground.Owner, row.Known, row.Vehicle.PlateColour, row.Vehicle.Kind, row.Vehicle.OrganisationId);
            }

            return ValueTask.CompletedTask;
        }

        private static string? Word(RowReader row, string column, Func<string, string?> read)
        {
            if (row.Text(column) is not { } said)
                return null;
            var word = read(said);
            if (word is null)
                row.Refuse(column, "word-unknown");
            return word;
        }

        private static Guid KeyOf(string plate) => Keys.Of("v", plate);
    }
}
