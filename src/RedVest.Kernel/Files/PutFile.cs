using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Files;

/// <summary>Takes a picture from a device. Sent again it is the same picture; nothing is ever replaced.</summary>
internal static class PutFile
{
    /// <summary>A phone makes its pictures smaller than 300 kB; the rest is for other makers.</summary>
    private const int Largest = 400 * 1024;

    private const int DigestLength = 32;

    internal static async Task<Results<Created, NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, HttpRequest request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (DigestOf(request) is not { } said)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "digest-missing");
        if (!EventTime.IsIdTimeGood(id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "file-id-wrong");
        if (await ReadAsync(request, cancellationToken) is not { } bytes)
            return Problems.Refuse(StatusCodes.Status413PayloadTooLarge, "file-too-large", ("most", Largest / 1024));
        var digest = SHA256.HashData(bytes);
        if (!digest.AsSpan().SequenceEqual(said))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "digest-wrong");
        if (Picture.TypeOf(bytes) is not { } type)
            return Problems.Refuse(StatusCodes.Status415UnsupportedMediaType, "file-type-wrong");
        if (await KnownAsync(db, me.Owner, id, cancellationToken) is { } known)
            return Answer(known, digest);
        var device = await db.Set<Device>().AsNoTracking().SingleAsync(d => d.Owner == me.Owner && d.Id == me.Id, cancellationToken);
        var file = new StoredFile
        {
            Owner = me.Owner,
            Id = id,
            Place = device.CheckpointId,
            DivisionCode = device.DivisionCode,
            MediaType = type,
            Size = bytes.Length,
            Sha256 = digest,
            Device = device.Id,
            ReceivedAt = clock.Now(),
            Content = keys.Encrypt(StoredFile.Table, "content", id, me.Owner, bytes),
        };
        try
        {
            await db.WriteAsync(me.Owner, me.Did("file-received", id, new { size = file.Size, sha256 = Convert.ToHexStringLower(digest) }), () => db.Add(file), cancellationToken);
            return TypedResults.Created((string?)null);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            db.ChangeTracker.Clear();
            return Answer(await KnownAsync(db, me.Owner, id, cancellationToken), digest);
        }
    }

    private static Results<Created, NoContent, ProblemHttpResult> Answer(byte[]? known, byte[] digest) =>
        known is not null && known.AsSpan().SequenceEqual(digest) ? TypedResults.NoContent() : Problems.Refuse(StatusCodes.Status409Conflict, "file-changed");

    private static Task<byte[]?> KnownAsync(RedVestDb db, int owner, Guid id, CancellationToken cancellationToken) =>
        db.Set<StoredFile>().Where(f => f.Owner == owner && f.Id == id).Select(f => (byte[]?)f.Sha256).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The digest as RFC 9530 writes it: <c>Content-Digest: sha-256=:…:</c>. Null: none, or no sha-256.</summary>
    private static byte[]? DigestOf(HttpRequest request)
    {
        var header = request.Headers["Content-Digest"].ToString().Trim();
        const string start = "sha-256=:";
        if (!header.StartsWith(start, StringComparison.OrdinalIgnoreCase) || !header.EndsWith(':') || header.Length <= start.Length)
            return null;
        var digest = new byte[DigestLength];
        return Convert.TryFromBase64String(header[start.Length..^1], digest, out var written) && written == DigestLength ? digest : null;
    }

    /// <summary>The whole body; null when it is larger than we take, whatever its header says.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Largest)
            return null;
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (read.Length + count > Largest)
                return null;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
