using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>
/// Makes bad codes out of good ones: each is broken, or signed by a key that may not sign it, or says what must not be believed. The same seed makes
/// the same codes but for the random part of signatures. Used by the tests (100,000) and by the bench (10 million).
/// </summary>
internal sealed class CodeMutator
{
    private const int PoolSize = 128;
    private const string Agent = "840539006";

    internal static readonly DateTimeOffset At = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    internal static readonly Requirement Rule = new([CertificateKind.Test], [TestKind.Naat], 2880);

    private readonly Random _random;
    private readonly Key _lab, _vaccines, _rsa, _stranger;
    private readonly List<Good> _good = [];
    private readonly List<(string Name, string[] Texts)> _pools = [];
    private readonly HashSet<string> _genuine = new(StringComparer.Ordinal);

    public CodeMutator(int seed)
    {
        _random = new Random(seed);
        (_lab, _vaccines, _rsa, _stranger) = (new Key(), new Key(), new Key(rsa: true), new Key());
        var twin = new Key(kid: _lab.Kid);
        Trust = new TrustList([_lab.Trusted(KeyUsages.All), twin.Trusted(KeyUsages.All), _vaccines.Trusted(KeyUsages.Vaccination), _rsa.Trusted(KeyUsages.All)]);
        for (var n = 0; n < 32; n++) _good.Add(MakeGood(n % 4 == 3 ? _rsa : _lab, n));
        MakePools();
    }

    public TrustList Trust { get; }

    public IEnumerable<string> GoodTexts => _good.Select(good => good.Text);

    /// <summary>Whether a believed code says what nobody signed: that must never be.</summary>
    public bool IsWronglyBelieved(SignedCode code, Reading reading) =>
        reading.Outcome.IsSigned() && !(code.Payload is { } payload && _genuine.Contains(Convert.ToHexString(payload.Span)));

    /// <summary>The next bad code, and how it was made.</summary>
    public (string How, string Text) Next()
    {
        var good = _good[_random.Next(_good.Count)];
        switch (_random.Next(16))
        {
            case 0 or 1:
                return ("letter", Letter(good.Text));
            case 2:
                return ("truncated", good.Text[.._random.Next(good.Text.Length)]);
            case 3 or 4:
                return ("packed bit", "HC1:" + Base45.Encode(Flipped(good.Packed)));
            case 5:
                return ("packed truncated", "HC1:" + Base45.Encode(good.Packed.AsSpan(0, _random.Next(good.Packed.Length))));
            case 6:
                return ("message bit", Stored(Flipped(good.Message)));
            case 7:
                return ("message truncated", Stored(good.Message.AsSpan(0, _random.Next(good.Message.Length))));
            case 8:
                return ("length", Stored(HugeLength(good.Message)));
            case 9:
                return ("swapped signature", Stored(Swapped(good)));
            case 10:
                return ("noise", Noise());
            case 11 or 12:
                return ("message cut and joined", Stored(Joined(good.Message, _good[_random.Next(_good.Count)].Message)));
            default:
                var (name, texts) = _pools[_random.Next(_pools.Count)];
                return (name, texts[_random.Next(texts.Length)]);
        }
    }

    private void MakePools()
    {
        Pool("nested", n => Signed(_lab, Certificate(n), dcc => dcc.Insert(0, new("x", Nested(10 + n)))));
        Pool("duplicate key", n => Signed(_lab, Certificate(n), dcc => dcc.Add(dcc[_random.Next(dcc.Count)])));
        Pool("algorithm confused", n => Seal(Header(n % 2 == 0 ? -37 : -35 - n, _lab.Kid), Payload(n), sign: _lab.Sign));
        Pool("algorithm of the other key", n => Seal(Header(-7, _rsa.Kid), Payload(n), sign: _lab.Sign));
        Pool("no algorithm", n => Seal(Header(null, _lab.Kid), Payload(n), sign: _lab.Sign));
        Pool("kid of another", n => Seal(Header(-7, _lab.Kid), Payload(n), sign: _stranger.Sign));
        Pool("stranger", n => Seal(Header(-7, _stranger.Kid), Payload(n), sign: _stranger.Sign));
        Pool("wrong usage", n => Seal(Header(-7, _vaccines.Kid), Payload(n), sign: _vaccines.Sign));
        Pool("critical header", n => Seal(Critical(_lab.Kid), Payload(n), sign: _lab.Sign));
        Pool("dates", n => Seal(Header(-7, _lab.Kid), Dates(n), sign: _lab.Sign));
        Pool("indefinite without end", n => Seal(Header(-7, _lab.Kid), Endless(n), sign: _lab.Sign));
        Pool("bomb", n => CertificateSigner.Wrap(new byte[(1 << 20) + n]), 8);
    }

    private void Pool(string name, Func<int, string> make, int size = PoolSize) => _pools.Add((name, [.. Enumerable.Range(0, size).Select(make)]));

    private Good MakeGood(Key key, int n)
    {
        var payload = Payload(n);
        _genuine.Add(Convert.ToHexString(payload));
        var text = Seal(Header(key.Algorithm, key.Kid), payload, key.Sign);
        var packed = new byte[Base45.MaxDecoded(text.Length)];
        Base45.TryDecode(text.AsSpan(4), packed, out var length, out _);
        var message = new byte[Verifier.LongestMessage];
        Inflate.TryRun(packed.AsSpan(0, length), message, out var written);
        return new Good(text, packed[..length], message[..written]);
    }

    private static NewCertificate Certificate(int n) => new NewTest(
        new HolderName("张", "三丰", "ZHANG", "SANFENG"), "1990-01-01", TestKind.Naat, true, At.AddHours(-2).AddMinutes(-n), "Post", "CN", "County", $"URN:UVCI:01:CN:{n}")
        .Certificate(Agent, At.AddHours(-1), At.AddDays(2));

    private static byte[] Payload(int n) => CertificateSigner.Payload(Certificate(n));

    private static string Signed(Key key, NewCertificate certificate, Action<List<KeyValuePair<string, object?>>> spoil)
    {
        var dcc = certificate.Dcc.ToList();
        spoil(dcc);
        return Seal(Header(key.Algorithm, key.Kid), Lax(certificate with { Dcc = dcc }), key.Sign);
    }

    /// <summary>As the signer writes it, but by a writer that lets everything pass.</summary>
    private static byte[] Lax(NewCertificate certificate)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        Claims(writer, certificate.IssuedAt.ToUnixTimeSeconds(), certificate.ExpiresAt.ToUnixTimeSeconds(), () => Any(writer, certificate.Dcc));
        return writer.Encode();
    }

    private static void Claims(CborWriter writer, object issued, object expires, Action dcc)
    {
        writer.WriteStartMap(4);
        writer.WriteInt64(1);
        writer.WriteTextString("CN");
        writer.WriteInt64(4);
        Any(writer, expires);
        writer.WriteInt64(6);
        Any(writer, issued);
        writer.WriteInt64(-260);
        writer.WriteStartMap(1);
        writer.WriteInt64(1);
        dcc();
        writer.WriteEndMap();
        writer.WriteEndMap();
    }

    private static byte[] Dates(int n)
    {
        object[] never = [long.MaxValue, 1e300, double.PositiveInfinity, double.NaN, At.AddYears(1).ToUnixTimeSeconds(), 253_402_300_800L * 1000];
        object[] past = [long.MinValue, -1e300, double.NegativeInfinity, double.NaN, 0L, At.AddDays(-1).ToUnixTimeSeconds()];
        var writer = new CborWriter(CborConformanceMode.Lax);
        var (issued, expires) = n % 2 == 0 ? (never[n % never.Length], (object)At.AddDays(2).ToUnixTimeSeconds()) : (At.AddHours(-1).ToUnixTimeSeconds(), past[n % past.Length]);
        Claims(writer, issued, expires, () => Any(writer, Certificate(n).Dcc));
        return writer.Encode();
    }

    private static byte[] Endless(int n)
    {
        var payload = Payload(n);
        payload[0] = (byte)(n % 2 == 0 ? 0xBF : 0x9F); // a map or list that never ends
        return payload;
    }

    private static object Nested(int depth) => depth == 0 ? "x" : new List<object?> { Nested(depth - 1) };

    private static void Any(CborWriter writer, object? value)
    {
        switch (value)
        {
            case string text:
                writer.WriteTextString(text);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> map:
                writer.WriteStartMap(map.Count);
                foreach (var (name, member) in map)
                {
                    writer.WriteTextString(name);
                    Any(writer, member);
                }

                writer.WriteEndMap();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray(list.Count);
                foreach (var item in list) Any(writer, item);
                writer.WriteEndArray();
                break;
        }
    }

    private static byte[] Header(long? algorithm, byte[] kid)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(algorithm is null ? 1 : 2);
        if (algorithm is { } number)
        {
            writer.WriteInt64(1);
            writer.WriteInt64(number);
        }

        writer.WriteInt64(4);
        writer.WriteByteString(kid);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] Critical(byte[] kid) => [0xA3, 0x01, 0x26, 0x02, 0x81, 0x18, 0x63, 0x04, 0x48, .. kid];

    private static string Seal(byte[] header, byte[] payload, Sign sign) => CertificateSigner.Seal(header, payload, sign);

    private string Letter(string text)
    {
        var letters = text.ToCharArray();
        for (var n = _random.Next(1, 4); n > 0; n--) letters[_random.Next(letters.Length)] = (char)_random.Next(32, _random.Next(20) == 0 ? 0x3000 : 96);
        return new string(letters);
    }

    private byte[] Flipped(byte[] bytes)
    {
        var copy = bytes.ToArray();
        for (var n = _random.Next(1, 4); n > 0; n--) copy[_random.Next(copy.Length)] ^= (byte)(1 << _random.Next(8));
        return copy;
    }

    private byte[] HugeLength(byte[] message)
    {
        var copy = message.ToArray();
        var at = _random.Next(copy.Length - 9);
        copy[at] = (byte)((_random.Next(2, 6) << 5) | _random.Next(24, 28));
        _random.NextBytes(copy.AsSpan(at + 1, _random.Next(9)));
        return copy;
    }

    private byte[] Swapped(Good good)
    {
        var other = _good[_random.Next(_good.Count)];
        var copy = good.Message.ToArray();
        var length = Math.Min(64, Math.Min(copy.Length, other.Message.Length));
        other.Message.AsSpan(other.Message.Length - length).CopyTo(copy.AsSpan(copy.Length - length));
        return copy;
    }

    private byte[] Joined(byte[] one, byte[] other) => [.. one.AsSpan(0, _random.Next(one.Length)), .. other.AsSpan(_random.Next(other.Length))];

    private string Noise()
    {
        var bytes = new byte[_random.Next(600)];
        _random.NextBytes(bytes);
        return _random.Next(3) switch { 0 => "HC1:" + Base45.Encode(bytes), 1 => Stored(bytes), _ => "HC1:" + Convert.ToBase64String(bytes) };
    }

    /// <summary>Wrapped without compressing, which costs nothing.</summary>
    private static string Stored(ReadOnlySpan<byte> message)
    {
        var packed = new byte[message.Length + 11];
        (packed[0], packed[1], packed[2]) = (0x78, 0x01, 0x01);
        BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(3), (ushort)message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(5), (ushort)~message.Length);
        message.CopyTo(packed.AsSpan(7));
        uint a = 1, b = 0;
        foreach (var value in message) (a, b) = ((a + value) % 65521, (b + a + value) % 65521);
        BinaryPrimitives.WriteUInt32BigEndian(packed.AsSpan(7 + message.Length), (b << 16) | a);
        return "HC1:" + Base45.Encode(packed);
    }

    private sealed record Good(string Text, byte[] Packed, byte[] Message);

    private sealed class Key
    {
        private readonly ECDsa? _ec;
        private readonly RSA? _rsa;

        public Key(bool rsa = false, byte[]? kid = null)
        {
            if (rsa) _rsa = RSA.Create(2048);
            else _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PublicKey = _ec?.ExportSubjectPublicKeyInfo() ?? _rsa!.ExportSubjectPublicKeyInfo();
            Kid = kid ?? SHA256.HashData(PublicKey)[..8];
        }

        public byte[] Kid { get; }

        public byte[] PublicKey { get; }

        public long Algorithm => _ec is null ? -37 : -7;

        public TrustedKey Trusted(KeyUsages usages) => new(Kid, PublicKey) { Issuer = "test", Usages = usages };

        public byte[] Sign(ReadOnlySpan<byte> content) =>
            _ec?.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ?? _rsa!.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }
}
