using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using RedVest.Registry.People;

namespace RedVest.Registry.Import;

/// <summary>Residents in bulk, side by side for both providers.</summary>
internal static class ResidentsSql
{
    public const string Rename = "update registry_person set name = $3, pinyin = $4, initials = $5 where owner = $1 and id = $2";
    public const string SetPhone = "update registry_person set phone = $3, phone_hash = $4 where owner = $1 and id = $2";
    public const string MoveOut = "update registry_household_member set until = $3 where owner = $1 and person = $2 and until is null";
    public const string Relate = "update registry_household_member set relation = $3 where owner = $1 and person = $2 and until is null";
    public const string NameHead = "update registry_household set head_id = $3, edits = edits + 1 where owner = $1 and id = $2";

    public static readonly SetTable<Person> People = PeopleSql.Persons;

    public static readonly SetTable<Household> Households = new SetTable<Household>("registry_household", "owner", "id")
        .With("owner", h => h.Owner).With("id", h => h.Id).With("division_code", h => h.DivisionCode).With("number", h => h.Number).With("address", h => h.Address)
        .With("key", h => h.Key).With("head_id", h => h.HeadId).With("created_at", h => h.CreatedAt).With("edits", h => h.Edits);

    public static readonly SetTable<HouseholdMember> Members = new SetTable<HouseholdMember>("registry_household_member", "owner", "person", "since")
        .With("owner", m => m.Owner).With("person", m => m.Person).With("since", m => m.Since).With("household", m => m.Household).With("relation", m => m.Relation);

    // On PostgreSQL one index probe a key: a plan made while the table was young would scan it for ever.
    private const string PostgresPeople = """
        select p.id, p.document_hash, p.name, p.phone_hash, m.household, m.relation
        from unnest($2::bytea[]) as k(hash)
        cross join lateral (select id, document_hash, name, phone_hash from registry_person where owner = $1 and document_hash = k.hash limit 1) p
        left join lateral (select household, relation from registry_household_member where owner = $1 and person = p.id and until is null limit 1) m on true
        """;

    private const string SqlitePeople = """
        select p.id, p.document_hash, p.name, p.phone_hash, m.household, m.relation
        from registry_person p left join registry_household_member m on m.owner = p.owner and m.person = p.id and m.until is null
        where p.owner = $1 and p.document_hash in (select unhex(value) from json_each($2))
        """;

    private const string PostgresDoors = """
        select h.key, h.id, h.head_id from unnest($2::uuid[]) as k(key)
        cross join lateral (select key, id, head_id from registry_household where owner = $1 and key = k.key and ended_at is null limit 1) h
        """;

    private const string SqliteDoors = """
        select key, id, head_id from registry_household where owner = $1 and ended_at is null and key in (select unhex(value) from json_each($2))
        """;

    /// <summary>By the hash of the document, in hex.</summary>
    public static async ValueTask<Dictionary<string, KnownResident>> ReadPeopleAsync(WriteTransaction transaction, byte[][] hashes, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownResident>(StringComparer.Ordinal);
        await ImportSql.ReadAsync(transaction, SqlitePeople, PostgresPeople, Sql.Json(hashes), hashes, row =>
            known[Convert.ToHexString(row.GetFieldValue<byte[]>(1))] = new KnownResident(row.GetId(0), row.GetTextOrNull(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3))
            {
                Household = row.GetIdOrNull(4),
                Relation = row.GetTextOrNull(5),
            }, cancellationToken);
        return known;
    }

    /// <summary>The households that stand, by key.</summary>
    public static async ValueTask<Dictionary<Guid, (Guid Id, Guid? Head)>> ReadDoorsAsync(WriteTransaction transaction, Guid[] keys, CancellationToken cancellationToken)
    {
        var doors = new Dictionary<Guid, (Guid, Guid?)>();
        await ImportSql.ReadAsync(transaction, SqliteDoors, PostgresDoors, Sql.Json(keys), keys, row => doors[row.GetId(0)] = (row.GetId(1), row.GetIdOrNull(2)), cancellationToken);
        return doors;
    }
}
