using System.Buffers.Binary;
using System.Text;

namespace RedVest.Kernel.Storage;

/// <summary>A canonical form of values, for hashing: each text is preceded by its length, so that parts cannot flow into each other.</summary>
internal ref struct Canonical()
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private byte[] _bytes = new byte[256];
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    public void Id(Guid? id)
    {
        Int64(id is null ? -1 : 16);
        if (id is { } value)
            value.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Int64(-1);
            return;
        }

        var length = Strict.GetByteCount(text);
        Int64(length);
        Strict.GetBytes(text, Take(length));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Int64(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
