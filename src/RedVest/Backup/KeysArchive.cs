using System.IO.Compression;
using RedVest.Kernel.Personal;

namespace RedVest.Backup;

/// <summary>
/// The keys of an installation in one zip (mode 0600), apart from the database: whoever holds both can read document numbers, so they
/// are kept in two places.
/// </summary>
internal static class KeysArchive
{
    private static readonly string[] Folders = ["keys", "tls"];
    private const long LargestFile = 1024 * 1024;

    internal static void Write(string dataFolder, string archive)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var folder in Folders.Where(folder => Directory.Exists(Path.Combine(dataFolder, folder))))
            {
                foreach (var file in Directory.EnumerateFiles(Path.Combine(dataFolder, folder)))
                    zip.CreateEntryFromFile(file, $"{folder}/{Path.GetFileName(file)}");
            }
        }

        PrivateFile.Replace(archive, memory.ToArray());
    }

    /// <exception cref="InvalidDataException">It is no archive of keys.</exception>
    internal static void Read(string archive, string dataFolder)
    {
        using var zip = ZipFile.OpenRead(archive);
        if (zip.Entries.Count == 0 || !zip.Entries.All(IsOurs))
            throw new InvalidDataException("Not an archive of keys.");
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            PrivateFile.Replace(Path.Combine(dataFolder, entry.FullName.Replace('/', Path.DirectorySeparatorChar)), content.ToArray());
        }
    }

    /// <summary>Only plain files of the two folders: a name with <c>..</c> would be written elsewhere.</summary>
    private static bool IsOurs(ZipArchiveEntry entry) =>
        entry.FullName.Split('/') is [var folder, { Length: > 0 } name]
        && Folders.Contains(folder) && name == Path.GetFileName(name) && name is not ("." or "..") && !name.Contains('\\', StringComparison.Ordinal)
        && entry.Length <= LargestFile;
}
