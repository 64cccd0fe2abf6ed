using RedVest.Kernel.Storage;

namespace RedVest;

/// <summary>How the server is to run. Port 0 takes any free port (tests).</summary>
/// <param name="DataFolder">Database, keys, certificates; nothing of the installation lies elsewhere.</param>
internal sealed record ServerOptions(string DataFolder)
{
    internal int Port { get; init; } = 8080;

    internal int TlsPort { get; init; } = 8443;

    /// <summary>Whether phones on the same network may come in.</summary>
    internal bool Lan { get; init; }

    /// <summary>The schema owner's connection string; null: a SQLite file in the data folder.</summary>
    internal string? Postgres { get; init; }

    /// <summary>Whether an empty database is filled with the demo county.</summary>
    internal bool Demo { get; init; } = true;

    /// <summary>Whether simulated cars pass meanwhile; only in a demo.</summary>
    internal bool Live { get; init; }

    /// <summary>Names under which the server is reached beside those of the machine.</summary>
    internal IReadOnlyList<string> Names { get; init; } = [];

    internal StorageOptions Storage => Postgres is null ? StorageOptions.Sqlite(Path.Combine(DataFolder, "redvest.db")) : StorageOptions.Postgres(Postgres);

    internal string TlsFolder => Path.Combine(DataFolder, "tls");

    internal string KeysFolder => Path.Combine(DataFolder, "keys");

    internal string OperatorFile => Path.Combine(DataFolder, "operator.json");
}
