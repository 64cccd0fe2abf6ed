using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>An owner's signing key for one purpose, opened for use.</summary>
public sealed class OwnerSigner : IDisposable
{
    private const string Table = "kernel_signing_key", Column = "private_key";
    private const int KidBytes = 8;

    private readonly ECDsa _key;

    private OwnerSigner(SigningKeyRow row, ECDsa key)
    {
        (Kid, _key) = (row.Kid, key);
    }

    public byte[] Kid { get; }

    public byte[] Sign(ReadOnlySpan<byte> content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _key.Dispose();

    /// <summary>Opens the key, made when it is first asked for.</summary>
    public static async Task<OwnerSigner> OpenAsync(RedVestDb db, Caller me, KeyRing ring, string purpose, TimeProvider clock, CancellationToken cancellationToken)
    {
        var row = await NewestAsync(db, me.Owner, purpose, cancellationToken).ConfigureAwait(false)
            ?? await MakeAsync(db, me, ring, purpose, clock.Now(), cancellationToken).ConfigureAwait(false);
        var key = ECDsa.Create();
        var plain = ring.Decrypt(Table, Column, row.Id, row.Owner, row.PrivateKey);
        key.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new OwnerSigner(row, key);
    }

    private static Task<SigningKeyRow?> NewestAsync(RedVestDb db, int owner, string purpose, CancellationToken cancellationToken) =>
        db.Set<SigningKeyRow>().AsNoTracking().Where(k => k.Owner == owner && k.Purpose == purpose).OrderByDescending(k => k.Version).FirstOrDefaultAsync(cancellationToken);

    private static async Task<SigningKeyRow> MakeAsync(RedVestDb db, Caller me, KeyRing ring, string purpose, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7(now);
        var plain = key.ExportPkcs8PrivateKey();
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var row = new SigningKeyRow
        {
            Owner = me.Owner,
            Purpose = purpose,
            Version = 1,
            Id = id,
            Kid = SHA256.HashData(publicKey)[..KidBytes],
            PublicKey = publicKey,
            PrivateKey = ring.Encrypt(Table, Column, id, me.Owner, plain),
            MadeAt = now,
        };
        CryptographicOperations.ZeroMemory(plain);
        try
        {
            await db.WriteAsync(me.Owner, me.Did("signing-key-made", id, new { purpose, kid = Convert.ToHexString(row.Kid) }), write =>
            {
                db.Add(row);
                write.RaiseRevision(); // phones learn to believe it
                return Task.FromResult(true);
            }, cancellationToken).ConfigureAwait(false);
            return row;
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            db.Entry(row).State = EntityState.Detached;
            return await NewestAsync(db, me.Owner, purpose, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The signing key was made and is gone.", lost);
        }
    }
}
