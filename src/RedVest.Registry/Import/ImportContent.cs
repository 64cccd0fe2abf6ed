using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Import;

/// <summary>The bytes of an uploaded file: encrypted pieces in the database, so that any node can go on with them.</summary>
internal static class ImportContent
{
    /// <summary>Lists of a whole county have room.</summary>
    public const int MostBytes = 64 << 20;

    private const int PartBytes = 256 << 10;

    private static readonly SetTable<ImportPart> Parts = new SetTable<ImportPart>("registry_import_part", "owner", "import", "n")
        .With("owner", p => p.Owner).With("import", p => p.Import).With("n", p => p.N).With("content", p => p.Content);

    /// <summary>Stores what is sent, piece by piece, each in its own short transaction.</summary>
    /// <returns>The number of bytes; null when there are more than fit.</returns>
    public static async Task<(long Bytes, int Parts)?> StoreAsync(Store store, KeyRing keys, int owner, Guid import, Stream body, CancellationToken cancellationToken)
    {
        var (buffer, bytes, parts) = (new byte[PartBytes], 0L, 0);
        while (await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var read && read > 0)
        {
            bytes += read;
            if (bytes > MostBytes)
                return null;
            await using var write = await store.BeginAsync(owner, WriteLane.Import, cancellationToken);
            Parts.Write(write, [new ImportPart(owner, import, parts, keys.Encrypt("registry_import_part", Column(parts), import, owner, buffer.AsSpan(0, read)))]);
            await write.CommitAsync(cancellationToken);
            parts++;
        }

        return (bytes, parts);
    }

    /// <summary>The file again; null when its pieces were deleted.</summary>
    public static async Task<Stream?> LoadAsync(RedVestDb db, KeyRing keys, ImportJob job, CancellationToken cancellationToken)
    {
        var content = new MemoryStream((int)job.Bytes);
        for (var n = 0; n < job.Parts; n++)
        {
            var part = await db.Set<ImportPart>().AsNoTracking().SingleOrDefaultAsync(p => p.Owner == job.Owner && p.Import == job.Id && p.N == n, cancellationToken);
            if (part is null)
                return null;
            content.Write(keys.Decrypt("registry_import_part", Column(n), job.Id, job.Owner, part.Content));
        }

        content.Position = 0;
        return content;
    }

    /// <summary>Bound to its number, so that pieces cannot change places.</summary>
    private static string Column(int n) => string.Create(CultureInfo.InvariantCulture, $"content{n}");
}
