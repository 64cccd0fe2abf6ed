using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>Whose signatures the caller's owner believes. Public keys only; an office's browser verifies codes with it.</summary>
public static class ListTrust
{
    /// <param name="Id">Null for the owner's own keys, which cannot be removed here.</param>
    /// <param name="Kid">Base64.</param>
    /// <param name="PublicKey">SubjectPublicKeyInfo, DER, base64.</param>
    /// <param name="Usages">t, v, r.</param>
    /// <param name="AddedAt">Of an own key, when it was made.</param>
    public sealed record Row(
        Guid? Id,
        string Kid,
        string Issuer,
        string PublicKey,
        string Algorithm,
        IReadOnlyList<string> Usages,
        DateTimeOffset? ValidFrom,
        DateTimeOffset? ValidTo,
        string Source,
        bool Own,
        DateTimeOffset AddedAt);

    public sealed record Answer(IReadOnlyList<Row> Rows);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var own = await db.Set<SigningKeyRow>().AsNoTracking().Where(k => k.Owner == me.Owner).OrderBy(k => k.Purpose).ThenBy(k => k.Version).ToListAsync(cancellationToken);
        var imported = await db.Set<TrustedKeyRow>().AsNoTracking().Where(k => k.Owner == me.Owner && k.RemovedAt == null)
            .OrderBy(k => k.Issuer).ThenBy(k => k.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
        [
            .. own.Select(k => RowOf(null, k.Key(OwnerTrust.NameOf(k.Owner)), k.MadeAt)),
            .. imported.Select(k => RowOf(k.Id, k.Key(), k.AddedAt)),
        ]));
    }

    private static Row RowOf(Guid? id, TrustedKey key, DateTimeOffset addedAt) => new(
        id,
        Convert.ToBase64String(key.Kid.Span),
        key.Issuer,
        Convert.ToBase64String(key.PublicKey.Span),
        key.Algorithm,
        TrustListFile.LettersOf(key.Usages),
        key.ValidFrom,
        key.ValidTo,
        key.Source,
        id is null,
        addedAt);
}
