using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>
/// Believes the keys of a file from now on: certificates (PEM, DER), a DID document, or a trust list of ours. What is known already stays as it
/// is; a key that was removed comes back.
/// </summary>
public static class ImportKeys
{
    private const int LargestFile = 4 * 1024 * 1024; // the world's list is 1.4 MB

    /// <param name="FileName">Remembered as the source, without its folder.</param>
    /// <param name="Content">The bytes of the file, base64.</param>
    public sealed record Request(string FileName, byte[] Content);

    /// <param name="Added">Keys that are believed from now on.</param>
    /// <param name="Known">Keys that were believed before.</param>
    /// <param name="Skipped">Keys that cannot be used here.</param>
    public sealed record Answer(int Added, int Known, IReadOnlyList<SkippedKey> Skipped);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var source = Short(request.FileName.Replace('\\', '/').Split('/')[^1].Trim());
        if (source.Length == 0 || request.Content.Length > LargestFile || KeyImport.Read(request.Content, source) is not { Keys.Count: > 0 } imported)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "trust-file-unreadable");
        var added = await RunAsync(db, me, [.. imported.Keys.Select(key => key.From(source))], clock, cancellationToken); // whatever the file says of itself
        return TypedResults.Ok(new Answer(added, imported.Keys.Count - added, imported.Skipped));
    }

    /// <returns>How many were not believed before.</returns>
    public static Task<int> RunAsync(RedVestDb db, Caller me, IReadOnlyList<TrustedKey> keys, TimeProvider clock, CancellationToken cancellationToken) =>
        db.WriteAsync(me.Owner, me.Did("trust-imported", null, new { source = keys[0].Source, keys = keys.Count }), async write =>
        {
            var known = await db.Set<TrustedKeyRow>().Where(k => k.Owner == me.Owner).ToDictionaryAsync(k => Convert.ToHexString(k.Digest), cancellationToken);
            var added = 0;
            foreach (var key in keys.DistinctBy(key => Convert.ToHexString(DigestOf(key))))
            {
                if (known.TryGetValue(Convert.ToHexString(DigestOf(key)), out var row))
                {
                    added += row.RemovedAt is null ? 0 : 1;
                    (row.RemovedAt, row.RemovedReason) = (null, null);
                    continue;
                }

                db.Add(Row(me.Owner, key, clock.Now()));
                added++;
            }

            if (added > 0)
                write.RaiseRevision();
            return added;
        }, cancellationToken);

    private static TrustedKeyRow Row(int owner, TrustedKey key, DateTimeOffset now) => new()
    {
        Owner = owner,
        Id = Guid.CreateVersion7(now),
        Kid = key.Kid.ToArray(),
        PublicKey = key.PublicKey.ToArray(),
        Digest = DigestOf(key),
        Issuer = Short(key.Issuer),
        Usages = key.Usages,
        ValidFrom = key.ValidFrom,
        ValidTo = key.ValidTo,
        Source = Short(key.Source),
        AddedAt = now,
    };

    /// <summary>Usage and validity belong to it: the same key may be believed for more by another list.</summary>
    private static byte[] DigestOf(TrustedKey key)
    {
        var row = TrustListFile.Write([key.From("")]);
        return SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(row));
    }

    private static string Short(string text) => text.Length <= TrustedKeyTable.LongestName ? text : text[..TrustedKeyTable.LongestName];
}
