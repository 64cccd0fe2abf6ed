using System.Buffers.Binary;

namespace RedVest.Certificates;

/// <summary>
/// RFC 1950 and 1951 for one small message in memory. The platform's stream neither reports a truncated message nor bytes behind its end and
/// costs as much as a signature; a bomb stops here at the end of the caller's buffer.
/// </summary>
internal static class Inflate
{
    internal enum Result
    {
        Ok,
        Header,
        Broken,
        TooLarge,
    }

    private static readonly byte[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly ushort[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly ushort[] DistanceBase = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    private static readonly byte[] CodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    internal static string Code(Result result) => result switch
    {
        Result.Header => "zlib-header",
        Result.TooLarge => "zlib-too-large",
        Result.Ok or Result.Broken => "zlib-broken",
    };

    internal static Result TryRun(ReadOnlySpan<byte> zlib, Span<byte> into, out int written)
    {
        written = 0;
        if (zlib.Length < 2 || (zlib[0] & 0x0F) != 8 || zlib[0] >> 4 > 7 || ((zlib[0] << 8) | zlib[1]) % 31 != 0 || (zlib[1] & 0x20) != 0)
            return Result.Header;
        var run = new Run(zlib[2..], into);
        var result = run.Blocks();
        if (result != Result.Ok) return result;
        written = run.Written;
        return run.Rest.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(run.Rest) == Adler32(into[..written]) ? Result.Ok : Result.Broken;
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint a = 1, b = 0;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, 3800)]; // no sum overflows before its remainder is taken
            foreach (var value in part)
            {
                a += value;
                b += a;
            }

            (a, b) = (a % 65521, b % 65521);
            bytes = bytes[part.Length..];
        }

        return (b << 16) | a;
    }

    private ref struct Run(ReadOnlySpan<byte> source, Span<byte> into)
    {
        private readonly ReadOnlySpan<byte> _source = source;
        private readonly Span<byte> _into = into;
        private int _at;
        private ulong _held;
        private int _count;

        public int Written { get; private set; }

        /// <summary>What follows the last block, from its next whole byte.</summary>
        public readonly ReadOnlySpan<byte> Rest => _source[(_at - (_count / 8))..];

        public Result Blocks()
        {
            Span<ushort> literals = stackalloc ushort[Codes.Size], distances = stackalloc ushort[Codes.Size];
            while (true)
            {
                if (!Take(3, out var head)) return Result.Broken;
                var result = (head >> 1) switch
                {
                    0 => Stored(),
                    1 => Compressed(Codes.FixedLiterals, Codes.FixedDistances),
                    2 => Dynamic(literals, distances) ? Compressed(literals, distances) : Result.Broken,
                    _ => Result.Broken,
                };
                if (result != Result.Ok || (head & 1) == 1) return result;
            }
        }

        private Result Stored()
        {
            _at -= _count / 8;
            (_held, _count) = (0, 0);
            var rest = _source[_at..];
            if (rest.Length < 4) return Result.Broken;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) != (ushort)~length || rest.Length < 4 + length) return Result.Broken;
            if (_into.Length - Written < length) return Result.TooLarge;
            rest.Slice(4, length).CopyTo(_into[Written..]);
            Written += length;
            _at += 4 + length;
            return Result.Ok;
        }

        private bool Dynamic(scoped Span<ushort> literals, scoped Span<ushort> distances)
        {
            if (!Take(14, out var head)) return false;
            int literalCount = (head & 31) + 257, distanceCount = ((head >> 5) & 31) + 1, orderCount = (head >> 10) + 4;
            if (literalCount > 286 || distanceCount > 30) return false;
            Span<byte> lengths = stackalloc byte[316];
            lengths.Clear();
            for (var n = 0; n < orderCount; n++)
            {
                if (!Take(3, out var length)) return false;
                lengths[CodeOrder[n]] = (byte)length;
            }

            if (!Codes.Make(lengths[..19], literals, mayBeIncomplete: false)) return false;
            lengths.Clear();
            return Lengths(literals, lengths[..(literalCount + distanceCount)])
                && lengths[256] != 0
                && Codes.Make(lengths[..literalCount], literals, mayBeIncomplete: true)
                && Codes.Make(lengths.Slice(literalCount, distanceCount), distances, mayBeIncomplete: true);
        }

        private bool Lengths(scoped ReadOnlySpan<ushort> code, scoped Span<byte> lengths)
        {
            for (var n = 0; n < lengths.Length;)
            {
                if (!Symbol(code, out var symbol)) return false;
                if (symbol < 16)
                {
                    lengths[n++] = (byte)symbol;
                    continue;
                }

                var (bits, least) = symbol switch { 16 => (2, 3), 17 => (3, 3), _ => (7, 11) };
                if (!Take(bits, out var more) || n + least + more > lengths.Length || (symbol == 16 && n == 0)) return false;
                lengths.Slice(n, least + more).Fill(symbol == 16 ? lengths[n - 1] : (byte)0);
                n += least + more;
            }

            return true;
        }

        private Result Compressed(scoped ReadOnlySpan<ushort> literals, scoped ReadOnlySpan<ushort> distances)
        {
            while (true)
            {
                if (!Symbol(literals, out var symbol)) return Result.Broken;
                if (symbol < 256)
                {
                    if (Written == _into.Length) return Result.TooLarge;
                    _into[Written++] = (byte)symbol;
                    continue;
                }

                if (symbol == 256) return Result.Ok;
                if (symbol > 285 || !Take(LengthBits[symbol - 257], out var more)) return Result.Broken;
                var length = LengthBase[symbol - 257] + more;
                if (!Symbol(distances, out symbol) || symbol > 29 || !Take(Math.Max(0, (symbol >> 1) - 1), out more)) return Result.Broken;
                var distance = DistanceBase[symbol] + more;
                if (distance > Written) return Result.Broken;
                if (_into.Length - Written < length) return Result.TooLarge;
                for (var n = 0; n < length; n++, Written++) _into[Written] = _into[Written - distance]; // may read what it has just written
            }
        }

        private bool Symbol(scoped ReadOnlySpan<ushort> code, out int symbol)
        {
            Fill();
            symbol = Codes.Read(code, (uint)_held, out var length);
            if (length == 0 || length > _count) return false;
            _held >>= length;
            _count -= length;
            return true;
        }

        private bool Take(int bits, out int value)
        {
            Fill();
            value = (int)(_held & ((1u << bits) - 1));
            if (bits > _count) return false;
            _held >>= bits;
            _count -= bits;
            return true;
        }

        /// <summary>Holds more bits than any symbol or number takes, as long as there are any.</summary>
        private void Fill()
        {
            while (_count <= 32 && _at < _source.Length)
            {
                _held |= (ulong)_source[_at++] << _count;
                _count += 8;
            }
        }
    }

    /// <summary>Canonical Huffman codes: a table by the next nine bits, and for longer codes the count of codes a length and the symbols in order.</summary>
    private static class Codes
    {
        private const int Quick = 9, Longest = 15;
        private const int Counts = 1 << Quick, Symbols = Counts + Longest + 1;

        public const int Size = Symbols + 288;

        public static readonly ushort[] FixedLiterals = Once([.. Enumerable.Range(0, 288).Select(n => (byte)(n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))]);
        public static readonly ushort[] FixedDistances = Once([.. Enumerable.Repeat((byte)5, 32)]);

        /// <param name="mayBeIncomplete">One single code, or none, is allowed where there is nothing else to say.</param>
        public static bool Make(ReadOnlySpan<byte> lengths, Span<ushort> code, bool mayBeIncomplete)
        {
            Span<ushort> offsets = stackalloc ushort[Longest + 2], next = stackalloc ushort[Longest + 2];
            code[..Symbols].Clear();
            var counts = code.Slice(Counts, Longest + 1);
            foreach (var length in lengths) counts[length]++;
            counts[0] = 0;
            var left = 1;
            offsets.Clear();
            next.Clear();
            var used = 0;
            for (var length = 1; length <= Longest; length++)
            {
                left = (left << 1) - counts[length];
                if (left < 0) return false;
                used += counts[length];
                offsets[length + 1] = (ushort)(offsets[length] + counts[length]);
                next[length + 1] = (ushort)((next[length] + counts[length]) << 1);
            }

            if (left > 0 && !(mayBeIncomplete && used <= 1)) return false;
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                var length = lengths[symbol];
                if (length == 0) continue;
                code[Symbols + offsets[length]++] = (ushort)symbol;
                var bits = Reverse(next[length]++, length);
                for (; length <= Quick && bits < 1 << Quick; bits += 1 << length) code[bits] = (ushort)((symbol << 4) | length);
            }

            return true;
        }

        /// <returns>The symbol and its length in bits; length 0 when these bits are no code.</returns>
        public static int Read(ReadOnlySpan<ushort> code, uint bits, out int length)
        {
            var quick = code[(int)(bits & ((1 << Quick) - 1))];
            length = quick & 15;
            if (length != 0) return quick >> 4;
            int value = 0, first = 0, index = 0;
            for (length = 1; length <= Longest; length++, bits >>= 1)
            {
                value |= (int)(bits & 1);
                int count = code[Counts + length];
                if (value - count < first) return code[Symbols + index + (value - first)];
                index += count;
                first = (first + count) << 1;
                value <<= 1;
            }

            length = 0;
            return 0;
        }

        private static int Reverse(int value, int bits)
        {
            var reversed = 0;
            for (; bits > 0; bits--, value >>= 1) reversed = (reversed << 1) | (value & 1);
            return reversed;
        }

        private static ushort[] Once(byte[] lengths)
        {
            var code = new ushort[Size];
            if (!Make(lengths, code, mayBeIncomplete: false)) throw new InvalidOperationException("The fixed code is wrong.");
            return code;
        }
    }
}
