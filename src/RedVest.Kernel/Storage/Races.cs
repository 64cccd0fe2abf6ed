using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>Races are settled by a unique key; this tells the loser.</summary>
public static class Races
{
    /// <summary>Whether a write failed because somebody else holds the same key. Read again and decide once more.</summary>
    public static bool WasLost(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => WasLost(inner),
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>Whether the database or the way to it is broken, rather than what was asked of it.</summary>
    public static bool IsBroken(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => IsBroken(inner),
        PostgresException broken => broken.IsTransient || broken.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || broken.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException => true,
        SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 or 14 or 23 } => true, // busy, locked, I/O, full, cannot open, authorization
        IOException or TimeoutException => true,
        _ => false,
    };
}
