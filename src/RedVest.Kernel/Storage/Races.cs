using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>Races are settled by a unique key; this tells the loser.</summary>
public static class Races
{
    /// <summary>Whether a write failed because somebody else holds the same key, or because two waited for each other. Read again and decide once more.</summary>
    public static bool WasLost(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => WasLost(inner),
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.InvalidSqlStatementName } => true,
        _ => false,
    };
}
