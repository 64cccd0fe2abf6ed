using System.Buffers;

namespace RedVest.Certificates;

/// <summary>RFC 9285, strictly: three letters are two bytes, two letters one, and nothing else is taken.</summary>
public static class Base45
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const byte None = 255;

    private static readonly byte[] Values = MakeValues();

    public static int MaxDecoded(int letters) => (letters / 3 * 2) + 1;

    /// <param name="into">At least <see cref="MaxDecoded"/> long.</param>
    /// <param name="detail">Why not: a stable code.</param>
    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> into, out int written, out string detail)
    {
        (written, detail) = (0, "base45-broken");
        var at = 0;
        for (; at + 2 < text.Length; at += 3)
        {
            uint c = Value(text[at]), d = Value(text[at + 1]), e = Value(text[at + 2]);
            if ((c | d | e) > 63) return Foreign(out detail);
            var pair = c + (45 * d) + (2025 * e);
            if (pair > 0xFFFF) return false;
            into[written++] = (byte)(pair >> 8);
            into[written++] = (byte)pair;
        }

        if (at + 1 == text.Length) return Value(text[at]) > 63 && Foreign(out detail);
        if (at + 2 == text.Length)
        {
            uint c = Value(text[at]), d = Value(text[at + 1]);
            if ((c | d) > 63) return Foreign(out detail);
            if (c + (45 * d) > 0xFF) return false;
            into[written++] = (byte)(c + (45 * d));
        }

        return true;
    }

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new ArrayBufferWriter<char>((bytes.Length * 3 / 2) + 1);
        var into = text.GetSpan((bytes.Length * 3 / 2) + 1);
        var n = 0;
        var at = 0;
        for (; at + 1 < bytes.Length; at += 2)
        {
            var (rest, c) = Math.DivRem((bytes[at] << 8) + bytes[at + 1], 45);
            (into[n++], into[n++], into[n++]) = (Letters[c], Letters[rest % 45], Letters[rest / 45]);
        }

        if (at < bytes.Length) (into[n++], into[n++]) = (Letters[bytes[at] % 45], Letters[bytes[at] / 45]);
        return new string(into[..n]);
    }

    private static uint Value(char letter) => letter < 128 ? Values[letter] : None;

    private static bool Foreign(out string detail)
    {
        detail = "base45-character";
        return false;
    }

    private static byte[] MakeValues()
    {
        var values = new byte[128];
        Array.Fill(values, None);
        for (var n = 0; n < Letters.Length; n++) values[Letters[n]] = (byte)n;
        return values;
    }
}
