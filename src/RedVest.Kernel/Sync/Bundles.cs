using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What a device gets: the manifest over all sections, signed, and the text of those it does not have.</summary>
/// <param name="Manifest">A JSON text; the signature is over its bytes.</param>
/// <param name="Signature">P1363, base64url, by the key whose public part the device got at enrolment.</param>
/// <param name="Sections">By name.</param>
public sealed record Bundle(string Manifest, string Signature, IReadOnlyDictionary<string, string> Sections);

/// <summary>Makes bundles. A section's version is made from its text: the same content has the same version on every node and after every restart.</summary>
internal sealed class Bundles(IEnumerable<IBundleSection> sections, SigningKeys keys, TimeProvider clock)
{
    private const int VersionBytes = 9; // 12 characters, enough to tell texts of one name apart

    private readonly IBundleSection[] _sections = [.. sections.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <param name="have">Versions the device holds, by section.</param>
    public async Task<Bundle> MakeAsync(RedVestDb db, Guid device, int owner, Guid place, IReadOnlyDictionary<string, string> have, CancellationToken cancellationToken)
    {
        // The owner's row first: what is read after it is at least as new as the revision it names.
        var state = await db.Set<OwnerState>().AsNoTracking().SingleAsync(o => o.Owner == owner, cancellationToken).ConfigureAwait(false);
        var reader = new BundleReader(device, state, place, clock.Now(), db);
        var listed = new List<Listed>();
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in _sections)
        {
            var text = await section.WriteAsync(reader, cancellationToken).ConfigureAwait(false);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
            var line = new Listed(section.Name, Base64Url.EncodeToString(hash.AsSpan(0, VersionBytes)), Base64Url.EncodeToString(hash));
            listed.Add(line);
            if (have.GetValueOrDefault(section.Name) != line.Version)
                sent.Add(section.Name, text);
        }

        var manifest = BundleJson.Write(new Contents(device, state.Revision, state.Epoch, reader.At, listed));
        return new Bundle(manifest, Base64Url.EncodeToString(keys.Bundle.Sign(Encoding.UTF8.GetBytes(manifest))), sent);
    }

    private sealed record Contents(Guid DeviceId, long Revision, int Epoch, DateTimeOffset AsOf, IReadOnlyList<Listed> Sections);

    private sealed record Listed(string Name, string Version, string Sha256);
}
