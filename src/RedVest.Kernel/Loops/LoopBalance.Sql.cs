using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>
/// Counts both sources in one statement, so that nothing is written between the two. What the links say is told here without the fold: of a loop's
/// last word that opens or ends, whether it ends. A mistake in the fold, a row that was lost or changed by hand: each makes the two differ.
/// </summary>
internal static class LoopBalanceSql
{
    public static readonly SetTable<LoopBalance> Rows = new SetTable<LoopBalance>("kernel_loop_balance", "owner", "at", "kind", "place")
        .With("owner", b => b.Owner).With("at", b => b.At).With("kind", b => b.Kind).With("place", b => b.Place)
        .With("entered", b => b.Entered).With("ended", b => b.Ended).With("inside", b => b.Inside).With("differing", b => b.Differing);

    private const string Told = """
        with ranked as (
          select loop, kind, place, step, at, seq, id,
            case step when 'offered' then 0 when 'expected' then 1 when 'taken' then 2 when 'ended' then 8 else 5 end as rank,
            sum(case when step = 'taken' then 1 else 0 end) over (
              partition by loop order by at, seq, id, case step when 'offered' then 0 when 'expected' then 1 when 'taken' then 2 when 'ended' then 8 else 5 end
              rows unbounded preceding) as takings
          from kernel_loop_link where owner = $1),
        decisive as (
          select loop, kind, place, step,
            row_number() over (partition by loop order by
              case when step in ('offered', 'taken', 'ended') or (step = 'expected' and takings = 0) then 0 else 1 end,
              at desc, seq desc, id desc, rank desc) as n
          from ranked),
        told as (select loop, kind, place, case when step = 'ended' then 1 else 0 end as ended from decisive where n = 1),
        state as (select id, kind, place, case when ended_at is null then 0 else 1 end as ended from kernel_loop where owner = $1),
        both_sides as (
          select coalesce(s.id, t.loop) as id, coalesce(s.kind, t.kind) as kind, coalesce(s.place, t.place) as place, t.ended as told, s.ended as stated
          from told t full join state s on s.id = t.loop)
        """;

    private const string Count = Told + """

        select kind, place, count(told), coalesce(sum(told), 0), count(case when stated = 0 then 1 end),
          count(case when told is null or stated is null or told <> stated then 1 end)
        from both_sides group by kind, place order by kind, place
        """;

    private const string Differing = Told + " select id from both_sides where told is null or stated is null or told <> stated order by id limit 100";

    public static async Task<IReadOnlyList<LoopBalance>> CountAsync(Store store, int owner, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = new List<LoopBalance>();
        await ReadAsync(store, Count, owner, r => rows.Add(new LoopBalance(
            owner, at, r.GetString(0), r.GetId(1), (int)r.GetInt64(2), (int)r.GetInt64(3), (int)r.GetInt64(4), (int)r.GetInt64(5))), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>The first hundred loops of which the two sources say different things.</summary>
    public static async Task<IReadOnlyList<Guid>> DifferingAsync(Store store, int owner, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await ReadAsync(store, Differing, owner, r => ids.Add(r.GetId(0)), cancellationToken).ConfigureAwait(false);
        return ids;
    }

    private static async Task ReadAsync(Store store, string sql, int owner, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(command is SqliteCommand ? new SqliteParameter("$1", owner) : new NpgsqlParameter<int> { TypedValue = owner });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            row(reader);
    }
}
