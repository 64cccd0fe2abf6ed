using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Import;

/// <summary>Organisations, one row a unit; known by their name. A unit may belong to one of an earlier row.</summary>
internal sealed class OrganisationList : IImportKind
{
    public string Name => "organisations";

    public IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("name", Required: true, "单位名称", "Name", "名称", "企业名称", "单位"),
        new("nameEn", Required: false, "英文名称", "English name"),
        new("kind", Required: true, "单位类别", "Kind", "类别", "类型", "单位类型"),
        new("parent", Required: false, "上级单位", "Parent", "主管单位"),
        new("division", Required: false, "行政区划", "Division", "所在乡镇", "所在地", "区划代码"),
        new("creditCode", Required: false, "统一社会信用代码", "Credit code", "信用代码"),
        new("contact", Required: false, "联系人", "Contact", "负责人"),
        new("phone", Required: false, "联系电话", "Phone", "电话", "手机号码"),
    ];

    public async Task<IImportRun> BeginAsync(ImportGround ground, CancellationToken cancellationToken)
    {
        var known = await ground.Db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == ground.Owner && o.EndedAt == null).ToListAsync(cancellationToken);
        return new Run(ground, await DivisionBook.OfAsync(ground.Db, ground.Owner, cancellationToken), await UnitNames.OfAsync(ground, cancellationToken), known);
    }

    private sealed record Row(int Line, Guid Key, Organisation Unit, bool Same) : ImportRow(Line, Key);

    private sealed class Run(ImportGround ground, DivisionBook divisions, UnitNames names, List<Organisation> known) : IImportRun
    {
        private static readonly SetTable<Organisation> Table = new SetTable<Organisation>(Organisation.Table, "owner", "id")
            .With("owner", o => o.Owner).With("id", o => o.Id).With("kind", o => o.Kind).With("name_zh", o => o.NameZh).With("name_en", o => o.NameEn)
            .With("parent_id", o => o.ParentId).With("division_code", o => o.DivisionCode).With("credit_code", o => o.CreditCode)
            .With("contact_name", o => o.ContactName).With("phone", o => o.Phone).With("edits", o => o.Edits);

        private readonly Dictionary<Guid, Organisation> _known = known.GroupBy(o => Keys.Of("o", o.NameZh)).ToDictionary(g => g.Key, g => g.First());

        public ImportRow? Read(RowReader row)
        {
            var name = row.Need("name", row.Text("name", PageName));
            var said = row.Need("kind", row.Text("kind"));
            var kind = said is null ? null : Spoken.UnitKind(said);
            if (said is not null && kind is null)
                row.Refuse("kind", "word-unknown");
            var parent = names.Find(row, "parent");
            var division = row.Text("division") is { } where ? divisions.Find(where) : divisions.Whole;
            if (division is null)
                row.Refuse("division", "division-unknown");
            var code = row.Number("creditCode")?.ToUpperInvariant();
            if (code is not null && !SaveOrganisation.IsCreditCode(code))
                row.Refuse("creditCode", "credit-code");
            var contact = new Contact(row.Text("contact", PageName), row.Number("phone"));
            var key = Keys.Of("o", name ?? "");
            var old = _known.GetValueOrDefault(key);
            if (old is not null && parent == old.Id)
                row.Refuse("parent", "parent-itself");
            if (row.IsRefused || name is null)
                return null;
            return Made(row, key, old, name, kind!, parent, division!.Value, code, contact);
        }

        public ValueTask CompareAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            foreach (var row in rows.Cast<Row>())
                row.State = row.Same ? ImportState.Same : _known.ContainsKey(row.Key) ? ImportState.Changed : ImportState.New;
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            Table.Write(transaction, [.. rows.Cast<Row>().Where(r => !r.Same).Select(r => r.Unit)], SetTable<Organisation>.OnConflict.Update);
            return ValueTask.CompletedTask;
        }

        private const int PageName = 100;

        private Row Made(
            RowReader row, Guid key, Organisation? old, string name, string kind, Guid? parent, long division, string? code, Contact contact)
        {
            var id = old?.Id ?? ground.Db.Store.Clock.NewId();
            var unit = new Organisation
            {
                Owner = ground.Owner,
                Id = id,
                Kind = kind,
                NameZh = name,
                NameEn = row.Text("nameEn", PageName) ?? old?.NameEn ?? name,
                ParentId = parent ?? old?.ParentId,
                DivisionCode = division,
                CreditCode = code ?? old?.CreditCode,
                ContactName = contact.Name ?? old?.ContactName,
                Phone = contact.Sealed(ground.Keys, Organisation.Table, id, ground.Owner, old?.Phone),
                Edits = (old?.Edits ?? -1) + 1,
            };
            if (names.Of(name) is null)
                names.Add(name, id); // the first of two rows of one name is the one that is written
            return new Row(row.Line, key, unit, old is not null && IsSame(unit, old, contact));
        }

        private bool IsSame(Organisation unit, Organisation old, Contact contact) =>
            (unit.Kind, unit.NameEn, unit.ParentId, unit.DivisionCode, unit.CreditCode, unit.ContactName) == (old.Kind, old.NameEn, old.ParentId, old.DivisionCode, old.CreditCode, old.ContactName)
            && contact.IsPhone(ground.Keys, Organisation.Table, old.Id, ground.Owner, old.Phone);
    }
}
