using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RedVest.Kernel.Storage;

/// <summary>
/// A prepared statement that takes its values by position, without a parameter object or a box for each. The hot path writes some
/// hundred values a decision, and the usual command looks every one up by name.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!; // open
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>How a value of a column's type is bound; ids, instants and days are converted as the model does it.</summary>
    public static Action<SqliteStatement, int, T> Binder<T>() => (Action<SqliteStatement, int, T>)BinderOf(typeof(T));

    public void BindNull(int at) => Check(raw.sqlite3_bind_null(_statement, at));

    public void Bind(int at, long value) => Check(raw.sqlite3_bind_int64(_statement, at, value));

    public void Bind(int at, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, at, 0) : raw.sqlite3_bind_blob(_statement, at, value));

    public void Bind(int at, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bind(at, bytes);
    }

    public void Bind(int at, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            Check(raw.sqlite3_bind_text(_statement, at, "")); // an empty span would be bound as null
            return;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = longest > 512 ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var bytes = rented ?? stackalloc byte[512];
        Check(raw.sqlite3_bind_text(_statement, at, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Runs once with the values bound, and is ready for the next.</summary>
    /// <returns>How many rows were changed.</returns>
    /// <exception cref="SqliteException">As SQLite says it.</exception>
    public int Execute()
    {
        raw.sqlite3_step(_statement);
        Check(raw.sqlite3_reset(_statement)); // says again what the step said
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }

    private static Delegate BinderOf(Type type)
    {
        if (type == typeof(Guid))
            return (SqliteStatement s, int at, Guid v) => s.Bind(at, v);
        if (type == typeof(Guid?))
            return OrNull<Guid>((s, at, v) => s.Bind(at, v));
        if (type == typeof(DateTimeOffset))
            return (SqliteStatement s, int at, DateTimeOffset v) => s.Bind(at, Conventions.ToMicroseconds(v));
        if (type == typeof(DateTimeOffset?))
            return OrNull<DateTimeOffset>((s, at, v) => s.Bind(at, Conventions.ToMicroseconds(v)));
        if (type == typeof(int))
            return (SqliteStatement s, int at, int v) => s.Bind(at, v);
        if (type == typeof(int?))
            return OrNull<int>((s, at, v) => s.Bind(at, v));
        if (type == typeof(long))
            return (SqliteStatement s, int at, long v) => s.Bind(at, v);
        if (type == typeof(bool))
            return (SqliteStatement s, int at, bool v) => s.Bind(at, v ? 1L : 0L);
        if (type == typeof(DateOnly))
            return (SqliteStatement s, int at, DateOnly v) => s.Bind(at, v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).AsSpan());
        if (type == typeof(string))
            return Class<string>((s, at, v) => s.Bind(at, v.AsSpan()));
        if (type == typeof(byte[]))
            return Class<byte[]>((s, at, v) => s.Bind(at, v.AsSpan()));
        throw new NotSupportedException($"{type} has no place in a SQLite table here.");
    }

    private static Action<SqliteStatement, int, T?> OrNull<T>(Action<SqliteStatement, int, T> bind)
        where T : struct => (s, at, v) =>
        {
            if (v is { } value)
                bind(s, at, value);
            else
                s.BindNull(at);
        };

    private static Action<SqliteStatement, int, T?> Class<T>(Action<SqliteStatement, int, T> bind)
        where T : class => (s, at, v) =>
        {
            if (v is not null)
                bind(s, at, v);
            else
                s.BindNull(at);
        };
}
