using System.IO.Compression;

namespace RedVest.Kernel.Tables;

/// <summary>
/// One part of a zip as it unpacks, refused as soon as it is more than any honest one: a full sheet of a million rows is about 300 MB and packs
/// at most 100 to 1 beyond its first megabytes.
/// </summary>
internal sealed class UnpackedStream(ZipArchiveEntry entry) : Stream
{
    internal const long Most = 1L << 30;
    internal const long Small = 32L << 20;
    internal const long MostRatio = 200;

    private readonly Stream _inner = entry.Open();
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        _read += read;
        if (_read > Most || (_read > Small && _read / MostRatio > entry.CompressedLength))
            throw new TableRefusedException("table-too-large");
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        base.Dispose(disposing);
    }
}
