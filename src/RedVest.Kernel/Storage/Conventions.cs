using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RedVest.Kernel.Storage;

/// <summary>
/// How types lie in both databases, so that ORDER BY gives the same order on SQLite, on PostgreSQL and in .NET:
/// ids as big-endian bytes, instants as microseconds since 1970 (the precision of timestamptz).
/// </summary>
public static class Conventions
{
    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>In the order both databases keep them in, which is .NET's own: rows are locked in it.</summary>
    public static Guid[] InKeyOrder(IEnumerable<Guid> ids) => [.. ids.Order()];

    public static Guid ToGuid(byte[] bytes) => new(bytes, bigEndian: true);

    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToInstant(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Which database a table is being configured for: a CHECK that adds to an instant is written differently for each.</summary>
    public static StorageProvider Provider(this IReadOnlyModel model) => (StorageProvider)model[ProviderAnnotation]!; // set while the model is made

    internal const string ProviderAnnotation = "redvest:provider";

    internal static void Apply(ModelConfigurationBuilder types, StorageProvider provider)
    {
        if (provider == StorageProvider.Sqlite)
        {
            types.Properties<Guid>().HaveConversion<GuidBytes>();
            types.Properties<DateTimeOffset>().HaveConversion<Microseconds>();
        }
        else
        {
            types.Properties<DateTimeOffset>().HaveConversion<Utc>();
        }
    }

    /// <summary>Columns in snake_case, so that SQL written by hand needs no quotes.</summary>
    internal static void NameColumns(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(Snake(property.Name));
    }

    internal static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }

    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(id => ToBytes(id), bytes => ToGuid(bytes));

    private sealed class Microseconds() : ValueConverter<DateTimeOffset, long>(instant => ToMicroseconds(instant), number => ToInstant(number));

    /// <summary>Npgsql refuses an offset other than 0.</summary>
    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant);
}
