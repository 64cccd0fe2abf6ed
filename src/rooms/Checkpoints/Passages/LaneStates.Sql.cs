using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>A lane was opened or closed.</summary>
internal sealed record LaneState(Guid Lane, bool Open, LaneSaid Said);

/// <summary>Writes lane states; one that happened before what stands changes nothing.</summary>
internal static class LaneStatesSql
{
    private const string Update = """
        update checkpoints_lane set is_open = $3, state_at = $4, state_seq = $5, state_officer = $6, state_user = $7
        where owner = $1 and id = $2 and (state_at is null or state_at < $4 or (state_at = $4 and state_seq < $5))
        """;

    /// <summary>Phones get the new state with their next bundle: the revision moves.</summary>
    public static void Write(WriteTransaction write, IReadOnlyList<LaneState> states)
    {
        foreach (var (lane, open, said) in states)
        {
            write.RaiseRevision();
            write.Touches("checkpoints_lane");
            if (write.Store.Provider == StorageProvider.Sqlite)
                write.Sqlite(Update).Set(write.Owner, lane, open, said.At, said.Seq, said.Officer, said.User).ExecuteNonQuery();
            else
                write.Enqueue(Sql.Batch(Update, write.Owner, lane, open, said.At, said.Seq, said.Officer ?? (object)DBNull.Value, said.User ?? (object)DBNull.Value));
        }
    }
}
