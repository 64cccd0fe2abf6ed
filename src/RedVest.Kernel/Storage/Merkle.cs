using System.Security.Cryptography;

namespace RedVest.Kernel.Storage;

/// <summary>Merkle trees as in RFC 6962: leaves and nodes are hashed with different first bytes, so neither can pass for the other.</summary>
public static class Merkle
{
    /// <summary>SHA-256 of 0x00, salt, content. Without the salt the content of an expired leaf cannot be guessed from it.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[1 + salt.Length + content.Length];
        salt.CopyTo(bytes.AsSpan(1));
        content.CopyTo(bytes.AsSpan(1 + salt.Length));
        return SHA256.HashData(bytes);
    }

    /// <summary>The root over leaves in order; of no leaves, the hash of nothing.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count);

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int from, int count)
    {
        if (count == 1)
            return leaves[from];
        var left = 1 << (int.Log2(count - 1)); // the largest power of two below count
        return Node(Root(leaves, from, left), Root(leaves, from + left, count - left));
    }

    /// <summary>SHA-256 of 0x01, left, right.</summary>
    internal static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> pair = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        pair[0] = 1;
        left.CopyTo(pair[1..]);
        right.CopyTo(pair[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(pair);
    }
}
