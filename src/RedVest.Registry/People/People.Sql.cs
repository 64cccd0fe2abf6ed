using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.People;

/// <summary>People and vehicles on the hot path, side by side for both providers.</summary>
internal static class PeopleSql
{
    public static readonly SetTable<Person> Persons = new SetTable<Person>("registry_person", "owner", "id")
        .With("owner", p => p.Owner).With("id", p => p.Id).With("name", p => p.Name).With("pinyin", p => p.Pinyin).With("initials", p => p.Initials).With("document_kind", p => p.DocumentKind)
        .With("document", p => p.Document).With("document_hash", p => p.DocumentHash).With("document_tail", p => p.DocumentTail)
        .With("unusual", p => p.Unusual).With("phone", p => p.Phone).With("phone_hash", p => p.PhoneHash).With("created_at", p => p.CreatedAt);

    public static readonly SetTable<Vehicle> Vehicles = new SetTable<Vehicle>("registry_vehicle", "owner", "id")
        .With("owner", v => v.Owner).With("id", v => v.Id).With("plate", v => v.Plate).With("plate_colour", v => v.PlateColour)
        .With("kind", v => v.Kind).With("unusual", v => v.Unusual).With("created_at", v => v.CreatedAt);

    // On PostgreSQL one index probe a key: a plan made while the table was young would scan it for ever.
    private const string PostgresPersonsByHash = $"""
        {PostgresPersons} unnest($2::bytea[]) as k(hash)
        cross join lateral (select {Person} from registry_person where owner = $1 and document_hash = k.hash limit 1) p {PostgresStanding}
        """;

    private const string PostgresPersonsById = $"""
        {PostgresPersons} unnest($2::uuid[]) as k(id)
        cross join lateral (select {Person} from registry_person where owner = $1 and id = k.id limit 1) p {PostgresStanding}
        """;

    private const string PostgresVehicles = """
        select v.* from unnest($2::text[]) as k(plate)
        cross join lateral (select id, plate, unusual, plate_colour, kind from registry_vehicle where owner = $1 and plate = k.plate limit 1) v
        """;

    private const string Person = "id, document_hash, name, document_tail, unusual";
    private const string PostgresPersons = "select p.*, s.* from";

    private const string PostgresStanding = """
        left join lateral (select facet, value, as_of, valid_to, source from registry_standing where owner = $1 and person = p.id offset 0) s on true
        """;

    private const string PersonColumns = """
        select p.id, p.document_hash, p.name, p.document_tail, p.unusual, s.facet, s.value, s.as_of, s.valid_to, s.source
        from registry_person p left join registry_standing s on s.owner = p.owner and s.person = p.id
        where p.owner = $1 and
        """;

    private const string VehicleColumns = "select id, plate, unusual, plate_colour, kind from registry_vehicle where owner = $1 and plate";

    private const string HasAliases = "select exists (select 1 from registry_person_alias where owner = $1)";

    // Who is whom, of the people met: everybody under the same root, the root with them.
    private const string Sets = """
        select k.id, a.person as other from keys k join registry_person_alias a on a.owner = $1 and a.root = k.id
        union all
        select k.id, a.root from keys k join registry_person_alias a on a.owner = $1 and a.person = k.id
        union all
        select k.id, b.person from keys k join registry_person_alias a on a.owner = $1 and a.person = k.id join registry_person_alias b on b.owner = $1 and b.root = a.root
        """;

    private const string OfOthers = $"""
        , sets as ({Sets})
        select sets.id, sets.other, s.facet, s.value, s.as_of, s.valid_to, s.source from sets left join registry_standing s on s.owner = $1 and s.person = sets.other
        """;

    /// <summary>Who else the people met are, and what stands of them. Asked only where somebody was merged at all.</summary>
    public static async ValueTask ReadOthersAsync(WriteTransaction write, IReadOnlyCollection<Guid> people, Action<DbDataReader> other, CancellationToken cancellationToken)
    {
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite("with keys(id) as (select unhex(value) from json_each($2))" + OfOthers).Set(write.Owner, Sql.Json(people)), other);
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch("with keys(id) as (select unnest($2::uuid[]))" + OfOthers, write.Owner, people.ToArray()), other)).ConfigureAwait(false);
    }

    /// <returns>Whether anybody of this owner was merged with somebody.</returns>
    public static async ValueTask<bool> ReadAsync(
        WriteTransaction write,
        IReadOnlyCollection<byte[]> hashes,
        IReadOnlyCollection<Guid> ids,
        IReadOnlyCollection<string> plates,
        Action<DbDataReader> person,
        Action<DbDataReader> vehicle,
        CancellationToken cancellationToken)
    {
        var anyMerged = false;
        void Take(DbDataReader row) => anyMerged = row.GetTruth(0);
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            Sql.ReadRows(write.Sqlite(HasAliases).Set(write.Owner), Take);
            Sql.ReadRows(write.Sqlite(PersonColumns + " p.document_hash in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(hashes)), person);
            if (ids.Count > 0)
                Sql.ReadRows(write.Sqlite(PersonColumns + " p.id in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(ids)), person);
            Sql.ReadRows(write.Sqlite(VehicleColumns + " in (select value from json_each($2))").Set(write.Owner, Sql.Json(plates)), vehicle);
            return anyMerged;
        }

        await Sql.ReadRowsAsync(write, cancellationToken,
            (Sql.Batch(HasAliases, write.Owner), Take),
            (Sql.Batch(PostgresPersonsByHash, write.Owner, hashes.ToArray()), person),
            (Sql.Batch(PostgresPersonsById, write.Owner, ids.ToArray()), person),
            (Sql.Batch(PostgresVehicles, write.Owner, plates.ToArray()), vehicle)).ConfigureAwait(false);
        return anyMerged;
    }
}
