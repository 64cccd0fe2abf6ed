using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Storage;

/// <summary>What a database says of its own schema, one sorted line a fact: tables, columns, indexes, constraints.</summary>
internal static class Catalogue
{
    private const string Sqlite = """
        select 'table ' || name || ' ' || sql from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '__EF%'
        union all
        select 'column ' || t.name || '.' || c.name || ' ' || c.type || ' notnull ' || c."notnull" || ' pk ' || c.pk || ' default ' || coalesce(c.dflt_value, '') || ' hidden ' || c.hidden
        from sqlite_master t, pragma_table_xinfo(t.name) c where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '__EF%'
        union all
        select 'index ' || t.name || ' ' || i.name || ' unique ' || i."unique" || ' partial ' || i.partial || ' ' || coalesce(x.name, '') || ' at ' || x.seqno || ' desc ' || x."desc"
        from sqlite_master t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) x where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '__EF%'
        union all
        select 'foreign key ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to" || ' ' || f.on_delete || ' ' || f.on_update || ' at ' || f.seq
        from sqlite_master t, pragma_foreign_key_list(t.name) f where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '__EF%'
        """;

    private const string Postgres = """
        select 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || coalesce(character_maximum_length::text, '') || ' null ' || is_nullable
               || ' default ' || coalesce(column_default, '') || ' identity ' || is_identity
        from information_schema.columns where table_schema = 'public' and table_name not like '\_\_EF%'
        union all
        select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename not like '\_\_EF%'
        union all
        select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text not like '%\_\_EF%'
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database)
    {
        await using DbConnection connection = TestDatabase.OnPostgres
            ? new NpgsqlConnection(database.Options.ConnectionString)
            : new SqliteConnection(Store.SqliteConnectionString(database.Options.File, pooling: false));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = TestDatabase.OnPostgres ? Postgres : Sqlite;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(rows.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
