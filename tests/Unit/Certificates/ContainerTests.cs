using System.IO.Compression;
using System.Text;
using CsCheck;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>Base45 and zlib, each against somebody else's word.</summary>
public sealed class ContainerTests
{
    [Theory] // RFC 9285 §4.3 and §4.4
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    public void The_examples_of_the_standard_hold(string plain, string encoded)
    {
        Assert.Equal(encoded, Base45.Encode(Encoding.ASCII.GetBytes(plain)));
        Assert.Equal(plain, Encoding.ASCII.GetString(Decoded(encoded)!));
    }

    [Theory]
    [InlineData("GGX")] // 65,536
    [InlineData("::")] // 2,024
    [InlineData("A")]
    [InlineData("BB8A")]
    [InlineData("bb8")]
    [InlineData("BBé")]
    [InlineData("BB\u5730")]
    public void What_no_encoder_writes_is_not_read(string text) => Assert.Null(Decoded(text));

    [Fact]
    public void Any_bytes_come_back_from_base45() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Decoded(Base45.Encode(bytes))!.AsSpan().SequenceEqual(bytes));

    [Fact]
    public void What_the_platform_packs_is_unpacked_at_every_level()
    {
        var texts = Gen.OneOf(Gen.Byte.Array[0, 4000], Gen.Int[0, 5].Array[0, 9000].Select(numbers => numbers.Select(n => (byte)n).ToArray()));
        Gen.Select(texts, Gen.Enum<CompressionLevel>()).Sample((bytes, level) =>
        {
            var into = new byte[16_384];
            return Inflate.TryRun(Packed(bytes, level), into, out var written) == Inflate.Result.Ok && into.AsSpan(0, written).SequenceEqual(bytes);
        });
    }

    [Fact]
    public void A_message_cut_short_lengthened_or_with_one_bit_changed_is_not_taken_for_whole()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(n => $"part {n % 17} of a message; ")));
        var packed = Packed(bytes, CompressionLevel.Optimal);
        var into = new byte[16_384];
        for (var length = 0; length < packed.Length; length++) Assert.NotEqual(Inflate.Result.Ok, Inflate.TryRun(packed.AsSpan(0, length), into, out _));
        Assert.Equal(Inflate.Result.Broken, Inflate.TryRun([.. packed, 0], into, out _));
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var broken = packed.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Inflate.TryRun(broken, into, out var written) == Inflate.Result.Ok && !into.AsSpan(0, written).SequenceEqual(bytes), $"Bit {bit}");
        }
    }

    [Fact]
    public void A_bomb_stops_at_the_end_of_the_buffer() =>
        Assert.Equal(Inflate.Result.TooLarge, Inflate.TryRun(Packed(new byte[10_000_000], CompressionLevel.SmallestSize), new byte[16_384], out _));

    private static byte[]? Decoded(string text)
    {
        var into = new byte[Base45.MaxDecoded(text.Length)];
        return Base45.TryDecode(text, into, out var written, out _) ? into[..written] : null;
    }

    private static byte[] Packed(byte[] bytes, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }
}
