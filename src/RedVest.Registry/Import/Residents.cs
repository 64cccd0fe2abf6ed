using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Import;

/// <summary>Residents with their households: one row a person.</summary>
internal sealed class Residents : IImportKind
{
    public string Name => "residents";

    public IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("name", Required: true, "姓名", "Name", "名字", "居民姓名"),
        new("document", Required: true, "证件号码", "Document number", "身份证号", "身份证号码", "公民身份号码", "证件号", "身份证"),
        new("documentKind", Required: false, "证件类型", "Document kind", "证件种类"),
        new("phone", Required: false, "电话", "Phone", "手机号码", "手机号", "联系电话", "手机", "电话号码"),
        new("division", Required: false, "村（社区）", "Division", "村", "社区", "村居", "行政区划", "区划代码", "所在村", "所属村"),
        new("householdNumber", Required: false, "户编号", "Household number", "户号"),
        new("address", Required: false, "家庭住址", "Address", "住址", "地址", "详细地址", "居住地址", "现住址"),
        new("relation", Required: false, "与户主关系", "Relation to head", "与户主的关系", "关系"),
    ];

    public async Task<IImportRun> BeginAsync(ImportGround ground, CancellationToken cancellationToken) =>
        new ResidentsRun(ground, await DivisionBook.OfAsync(ground.Db, ground.Owner, cancellationToken));
}

/// <param name="Person">As a new row; a known person keeps the id they have.</param>
/// <param name="Phone">Canonical; null when the row names none.</param>
/// <param name="Home">The door; null when the row names none.</param>
internal sealed record ResidentRow(int Line, Guid Key, Person Person, string? Phone, Household? Home, string Relation) : ImportRow(Line, Key)
{
    /// <summary>Known after comparing; null: a new person.</summary>
    public KnownResident? Known { get; set; }
}

/// <summary>A resident as the tables have them.</summary>
internal sealed class KnownResident(Guid id, string? name, byte[]? phoneHash)
{
    public Guid Id => id;

    public Guid? Household { get; set; }

    public string? Relation { get; set; }

    public bool Differs(ResidentRow row, Guid? home) =>
        row.Person.Name != name
        || (row.Person.PhoneHash is { } hash && !hash.AsSpan().SequenceEqual(phoneHash))
        || (row.Home is not null && (home is null || Household != home || Relation != row.Relation));
}

internal sealed class ResidentsRun(ImportGround ground, DivisionBook divisions) : IImportRun
{
    private const string NoRelation = "other";
    private const string Head = "head";

    private readonly TimeProvider _clock = ground.Db.Store.Clock;
    private Dictionary<Guid, (Guid Id, Guid? Head)> _doors = [];

    public ImportRow? Read(RowReader row)
    {
        var name = row.Need("name", row.Text("name", PersonName.Longest));
        var document = ReadDocument(row);
        var phone = row.Number("phone");
        var (address, number) = (row.Text("address"), row.Text("householdNumber", 32));
        var division = row.Text("division") is { } where ? divisions.Find(where) : divisions.Whole;
        if (division is null)
            row.Refuse("division", "division-unknown");
        if (row.IsRefused || document is null || division is not { } code)
            return null;
        var (id, now) = (_clock.NewId(), _clock.Now());
        var evidence = PersonEvidence.Of(ground.Keys, document, name, phone);
        var home = address is null && number is null ? null : new Household
        {
            Owner = ground.Owner,
            Id = _clock.NewId(),
            DivisionCode = code,
            Number = number,
            Address = address ?? number!,
            Key = Household.KeyOf(code, number, address ?? ""),
            CreatedAt = now,
        };
        return new ResidentRow(
            row.Line, new Guid(evidence.Hash.AsSpan(0, 16), bigEndian: true), evidence.ToPerson(ground.Keys, ground.Owner, id, now), evidence.Phone, home,
            row.Text("relation") is { } relation ? Spoken.Relation(relation) : NoRelation);
    }

    public async ValueTask CompareAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var known = await ResidentsSql.ReadPeopleAsync(transaction, [.. rows.Select(r => ((ResidentRow)r).Person.DocumentHash)], cancellationToken);
        _doors = await ResidentsSql.ReadDoorsAsync(transaction, [.. rows.Select(r => ((ResidentRow)r).Home?.Key).OfType<Guid>().Distinct()], cancellationToken);
        foreach (var row in rows.Cast<ResidentRow>())
        {
            row.Known = known.GetValueOrDefault(Convert.ToHexString(row.Person.DocumentHash));
            Guid? home = row.Home is { } door && _doors.TryGetValue(door.Key, out var stands) ? stands.Id : null;
            row.State = row.Known is null ? ImportState.New : row.Known.Differs(row, home) ? ImportState.Changed : ImportState.Same;
        }
    }

    public ValueTask WriteAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var (people, households, members) = (new List<Person>(), new List<Household>(), new List<HouseholdMember>());
        foreach (var row in rows.Cast<ResidentRow>().Where(r => r.State != ImportState.Same))
        {
            if (row.Known is null)
                people.Add(row.Person);
            else
                Correct(transaction, row, row.Known.Id);
            if (row.Home is { } home)
                Settle(transaction, row, DoorOf(home, households), members, households);
        }

        ResidentsSql.People.Write(transaction, people);
        ResidentsSql.Households.Write(transaction, households);
        ResidentsSql.Members.Write(transaction, members);
        return ValueTask.CompletedTask;
    }

    private DocumentNumber? ReadDocument(RowReader row)
    {
        var number = row.Need("document", row.Number("document"));
        var kind = row.Text("documentKind") is { } said ? Spoken.DocumentKind(said) : "resident-id";
        if (kind is null)
            row.Refuse("documentKind", "document-kind-unknown");
        if (number is null || kind is null)
            return null;
        var document = DocumentNumber.Read(kind, number, ground.Today);
        if (document.Fault is { } fault)
            row.Refuse("document", "document-" + fault);
        return document;
    }

    private void Correct(WriteTransaction transaction, ResidentRow row, Guid id)
    {
        transaction.Touches("registry_person");
        var keys = NameKeys.Of(row.Person.Name ?? "");
        ImportSql.Execute(transaction, ResidentsSql.Rename, ground.Owner, id, row.Person.Name, keys.Pinyin, keys.Initials);
        if (row.Phone is { } phone)
            ImportSql.Execute(transaction, ResidentsSql.SetPhone, ground.Owner, id, ground.Keys.Encrypt("registry_person", "phone", id, ground.Owner, phone), row.Person.PhoneHash);
    }

    /// <summary>The door of a row: one that stands, one an earlier row of this slice made, or the row's own.</summary>
    private Guid DoorOf(Household home, List<Household> households)
    {
        if (!_doors.TryGetValue(home.Key, out var door))
        {
            _doors[home.Key] = door = (home.Id, null);
            households.Add(home);
        }

        return door.Id;
    }

    private void Settle(WriteTransaction transaction, ResidentRow row, Guid door, List<HouseholdMember> members, List<Household> households)
    {
        var id = row.Known?.Id ?? row.Person.Id;
        if (row.Known?.Household is { } lives && lives == door)
        {
            ImportSql.Execute(transaction, ResidentsSql.Relate, ground.Owner, id, row.Relation);
        }
        else
        {
            if (row.Known?.Household is not null)
                ImportSql.Execute(transaction, ResidentsSql.MoveOut, ground.Owner, id, transaction.At);
            members.Add(new HouseholdMember { Owner = ground.Owner, Person = id, Since = transaction.At, Household = door, Relation = row.Relation });
        }

        if (row.Relation != Head)
            return;
        if (households.Find(h => h.Id == door) is { } made)
            made.HeadId = id;
        else
            ImportSql.Execute(transaction, ResidentsSql.NameHead, ground.Owner, door, id);
    }
}
