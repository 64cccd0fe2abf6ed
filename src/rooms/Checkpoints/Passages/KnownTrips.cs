using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// The freight trips of the lorries a batch meets, as its rules read them. Asked only for checks that the booth sorted as freight, so that nobody else pays for it.
/// </summary>
internal sealed class KnownTrips
{
    private const string Freight = "freight";

    /// <summary>What a look at a seal may find.</summary>
    internal const string Intact = "intact";

    /// <summary>How long an announced lorry is expected after its hour. Those that never came are ended by the office.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromHours(48);

    private const string Columns = """
        select t.plate, t.checkpoint, t.announced_at, t.expected_at, l.taken_at, l.due_at, t.consignee, t.permit, t.seal_found, t.breached
        from checkpoints_trip t join kernel_loop l on l.owner = t.owner and l.id = t.id and l.ended_at is null
        where t.owner = $1 and t.plate
        """;

    private readonly List<Row> _rows = [];

    private sealed record Row(string Plate, Guid Checkpoint, bool Announced, DateTimeOffset? ExpectedAt, DateTimeOffset? TakenAt, TripSaid Said);

    public static async ValueTask<KnownTrips> ReadAsync(WriteTransaction write, IEnumerable<LaneContent> contents, CancellationToken cancellationToken)
    {
        var trips = new KnownTrips();
        var plates = contents.Where(c => c is { Body: CheckStartedBody { Category: Freight }, Plate: not null }).Select(c => c.Plate!.Text).Distinct().ToArray();
        if (plates.Length == 0)
            return trips;
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(Columns + " in (select value from json_each($2))").Set(write.Owner, Sql.Json(plates)), trips.Take);
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(Columns + " = any($2)", write.Owner, plates), trips.Take)).ConfigureAwait(false);
        return trips;
    }

    /// <summary>The trip of a lorry at a post: the one inside, else the one expected next; null for what is no freight.</summary>
    public TripSaid? At(CheckStartedBody check, string plate, DateTimeOffset at) => check.Category != Freight
        ? null
        : _rows.Where(r => r.Plate == plate && r.Checkpoint == check.Checkpoint && (r.TakenAt is not null || r.ExpectedAt > at - Late))
            .OrderByDescending(r => r.TakenAt is not null).ThenBy(r => r.ExpectedAt).FirstOrDefault()?.Said ?? new TripSaid(Announced: false);

    private void Take(DbDataReader row)
    {
        var (announced, taken, found) = (row.GetInstantOrNull(2) is not null, row.GetInstantOrNull(4), row.GetTextOrNull(8));
        bool? intact = row.GetTruth(9) ? false : found is null ? null : found == Intact;
        _rows.Add(new Row(row.GetString(0), row.GetId(1), announced, row.GetInstantOrNull(3), taken, new TripSaid(
            announced, taken is not null, !string.IsNullOrEmpty(row.GetTextOrNull(6)), !string.IsNullOrEmpty(row.GetTextOrNull(7)), intact, row.GetInstantOrNull(5))));
    }
}
