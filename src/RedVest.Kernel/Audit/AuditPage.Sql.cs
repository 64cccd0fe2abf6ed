using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <param name="Devices">Also what devices did.</param>
/// <param name="HomeOf">Of the book of the installation only what users of this owner did, or what was done to them.</param>
internal sealed record AuditWanted(int Owner, DateTimeOffset? From, DateTimeOffset? Until, string? Act, Guid? Actor, Guid? Subject, bool Devices, int? HomeOf);

/// <summary>One page of the audit by its key; the same text on both providers. Each filter of people's acts has an index that what devices did is not in.</summary>
internal static class AuditPageSql
{
    private const string Columns = "owner, write, n, at, actor_kind, actor_id, act, subject, detail, salt, leaf";

    public static async Task<List<AuditRow>> PageAsync(Store store, AuditWanted wanted, AuditMark after, int limit, CancellationToken cancellationToken)
    {
        var (sql, values) = Query(wanted, after, limit);
        await using var connection = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
            command.Parameters.Add(Parameter(command, value));
        var rows = new List<AuditRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new AuditRow(
                reader.GetInt32(0), reader.GetId(1), reader.GetInt32(2), reader.GetInstant(3), reader.GetString(4), reader.GetIdOrNull(5), reader.GetString(6), reader.GetIdOrNull(7),
                reader.GetTextOrNull(8), [], []));
        }

        return rows;
    }

    private static (string Sql, List<object> Values) Query(AuditWanted wanted, AuditMark after, int limit)
    {
        var values = new List<object> { wanted.Owner, after.Write, after.N };
        var sql = new StringBuilder($"select {Columns} from kernel_audit where owner = $1 and (write, n) < ($2, $3)");
        void And(string condition, object value)
        {
            values.Add(value);
            sql.Append(CultureInfo.InvariantCulture, $" and {condition} ${values.Count}");
        }

        if (!wanted.Devices)
            sql.Append(" and actor_kind <> 'device'");
        if (wanted.From is { } from)
            And("write >=", AuditMark.Lowest(from));
        if (wanted.Until is { } until)
            And("write <", AuditMark.Lowest(until));
        if (!string.IsNullOrEmpty(wanted.Act))
            And("act =", wanted.Act);
        if (wanted.Actor is { } actor)
            And("actor_id =", actor);
        if (wanted.Subject is { } subject)
            And("subject =", subject);
        if (wanted.HomeOf is { } home)
        {
            values.Add(home);
            sql.Append(CultureInfo.InvariantCulture, $"""
                 and exists (select 1 from kernel_user u where u.owner = 0 and u.home = ${values.Count}
                             and (u.id = kernel_audit.actor_id or (kernel_audit.actor_kind <> 'user' and u.id = kernel_audit.subject)))
                """);
        }

        values.Add(limit);
        sql.Append(CultureInfo.InvariantCulture, $" order by write desc, n desc limit ${values.Count}");
        return (sql.ToString(), values);
    }

    private static DbParameter Parameter(DbCommand command, object value) => command is SqliteCommand
        ? new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count + 1}"), Value = Sql.ToSqlite(value) }
        : new NpgsqlParameter { Value = value };
}
