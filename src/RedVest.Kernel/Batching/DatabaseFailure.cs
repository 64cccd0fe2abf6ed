using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RedVest.Kernel.Batching;

/// <summary>Reads a failure as both databases say it. In doubt the machine is blamed, so that nobody's record is refused for our fault.</summary>
public static class DatabaseFailure
{
    public static BatchFailure Judge(Exception failure) => failure switch
    {
        PostgresException e => JudgePostgres(e.SqlState),
        SqliteException e => JudgeSqlite(e.SqliteErrorCode, e.SqliteExtendedErrorCode),
        NpgsqlException or TimeoutException or IOException or SocketException or OperationCanceledException or OutOfMemoryException
            or ObjectDisposedException => BatchFailure.Broken,
        DbUpdateException { InnerException: { } inner } => Judge(inner),
        _ => BatchFailure.Poison, // our own code stumbled over an item
    };

    /// <param name="state">SQLSTATE, PostgreSQL appendix A.</param>
    internal static BatchFailure JudgePostgres(string state) => state switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            BatchFailure.Race,
        // cardinality, data, integrity, program limits (a row too big for its index): these an item can bring about
        ['2', '1' or '2' or '3', ..] or ['5', '4', ..] => BatchFailure.Poison,
        _ => BatchFailure.Broken,
    };

    /// <param name="code">Primary result code, sqlite.org/rescode.html.</param>
    /// <param name="extended">Extended result code.</param>
    internal static BatchFailure JudgeSqlite(int code, int extended) => (code, extended) switch
    {
        (_, 1555 or 2067) => BatchFailure.Race, // primary key, unique
        (18 or 19 or 20 or 25, _) => BatchFailure.Poison, // too big, constraint, type mismatch, parameter out of range
        _ => BatchFailure.Broken,
    };
}
