using System.Security.Cryptography;
using System.Text.Json;

namespace RedVest.Kernel.Personal;

/// <summary>The key ring on disk: <c>keys/data.json</c>, readable by its owner only.</summary>
internal static class KeyRingFile
{
    public const string Name = "data.json";
    private const int KeyBytes = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="Format">1; a file of a later program is refused, not guessed at.</param>
    /// <param name="Master">What the keys of tokens are derived from.</param>
    /// <param name="Hash">The identity hash key. Changing it means hashing every row again.</param>
    /// <param name="Data">The encrypting keys; the highest version encrypts, all decrypt.</param>
    public sealed record Content(int Format, byte[] Master, VersionedKey Hash, IReadOnlyList<VersionedKey> Data);

    public sealed record VersionedKey(int Version, DateTimeOffset Made, byte[] Key);

    public static Content OpenOrMake(string folder, DateTimeOffset now)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            var first = new Content(1, NewKey(), new(1, now, NewKey()), [new(1, now, NewKey())]);
            // When two starts meet here, the first to write wins and the other reads what it wrote.
            PrivateFile.TryMake(path, JsonSerializer.SerializeToUtf8Bytes(first, Json));
        }

        return Read(path);
    }

    /// <summary>Adds a data key; what older ones encrypted stays readable. The place of the coming rotation command.</summary>
    public static Content AddDataKey(string folder, DateTimeOffset now)
    {
        var path = Path.Combine(folder, Name);
        var content = Read(path);
        var next = new VersionedKey(content.Data.Max(key => key.Version) + 1, now, NewKey());
        content = content with { Data = [.. content.Data, next] };
        PrivateFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(content, Json));
        return content;
    }

    private static Content Read(string path)
    {
        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(PrivateFile.Read(path), Json);
        }
        catch (JsonException)
        {
            content = null;
        }

        return content is { Format: 1, Master.Length: KeyBytes, Hash.Key.Length: KeyBytes, Data.Count: > 0 }
            && content.Data.All(key => key is { Version: > 0 and <= ushort.MaxValue, Key.Length: KeyBytes })
            && content.Data.DistinctBy(key => key.Version).Count() == content.Data.Count
            ? content
            : throw new KeyFileException($"{path} is damaged or of a later version. Put back the copy from the backup of the keys; without it encrypted values cannot be read.");
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);
}
