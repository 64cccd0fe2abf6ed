using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>What a seal says, in bytes: for its signature and for the seal after it.</summary>
internal static class Seals
{
    /// <summary>The bytes a seal's signature covers.</summary>
    public static byte[] Content(Seal seal)
    {
        var content = new byte[8 * 5 + 64];
        var at = content.AsSpan();
        foreach (var number in (ReadOnlySpan<long>)[seal.Owner, seal.Number, seal.First, seal.Last, Conventions.ToMicroseconds(seal.At)])
        {
            BinaryPrimitives.WriteInt64BigEndian(at, number);
            at = at[8..];
        }

        seal.Root.CopyTo(at);
        seal.Previous.CopyTo(at[32..]);
        return [.. content, .. Encoding.ASCII.GetBytes(seal.KeyId)];
    }

    /// <summary>What the next seal names as its previous: the hash of content and signature.</summary>
    public static byte[] Hash(Seal seal) => SHA256.HashData([.. Content(seal), .. seal.Signature]);
}
