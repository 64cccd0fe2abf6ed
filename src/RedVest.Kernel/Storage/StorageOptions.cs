namespace RedVest.Kernel.Storage;

public enum StorageProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Where the tables lie.</summary>
/// <param name="Provider">SQLite for one county on one machine, PostgreSQL beyond.</param>
/// <param name="ConnectionString">PostgreSQL: the schema owner's. SQLite: unused.</param>
/// <param name="File">SQLite: the database file. PostgreSQL: unused.</param>
public sealed record StorageOptions(StorageProvider Provider, string ConnectionString, string File)
{
    public static StorageOptions Sqlite(string file) => new(StorageProvider.Sqlite, "", file);

    public static StorageOptions Postgres(string connectionString) => new(StorageProvider.Postgres, connectionString, "");
}
