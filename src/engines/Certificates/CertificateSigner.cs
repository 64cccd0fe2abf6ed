using System.Formats.Cbor;
using System.IO.Compression;

namespace RedVest.Certificates;

/// <summary>What signs: P-256 with SHA-256 over a digest it makes itself, as 64 bytes r‖s.</summary>
public delegate byte[] Sign(ReadOnlySpan<byte> content);

/// <summary>The claims of a new certificate.</summary>
/// <param name="Issuer">Country code of the issuer (claim 1).</param>
/// <param name="Dcc">The certificate itself: names and values of its members in order; values are texts, whole numbers, maps or lists of such.</param>
public sealed record NewCertificate(string Issuer, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<KeyValuePair<string, object?>> Dcc);

/// <summary>Makes the text of a code: CWT, COSE_Sign1, zlib, base45.</summary>
public static class CertificateSigner
{
    private const long IssuerClaim = 1, ExpiresClaim = 4, IssuedClaim = 6, HealthClaim = -260, DccMember = 1;

    public static string Make(NewCertificate certificate, ReadOnlySpan<byte> kid, Sign sign) => Seal(Header(kid), Payload(certificate), sign);

    /// <summary>The text of a pass, believed from <paramref name="issuedAt"/> to <paramref name="expiresAt"/>.</summary>
    /// <param name="issuer">Country code (claim 1).</param>
    public static string Make(PassClaims pass, string issuer, DateTimeOffset issuedAt, DateTimeOffset expiresAt, ReadOnlySpan<byte> kid, Sign sign) =>
        Seal(Header(kid), Payload(new NewCertificate(issuer, issuedAt, expiresAt, pass.Members()), PassClaims.Member), sign);

    private static byte[] Header(ReadOnlySpan<byte> kid)
    {
        var header = new CborWriter();
        header.WriteStartMap(2);
        header.WriteInt64(1);
        header.WriteInt64(CoseSign1.EcdsaSha256);
        header.WriteInt64(4);
        header.WriteByteString(kid);
        header.WriteEndMap();
        return header.Encode();
    }

    internal static string Seal(byte[] protectedHeader, byte[] payload, Sign sign)
    {
        var content = new byte[SigStructure.Overhead + protectedHeader.Length + payload.Length];
        var signature = sign(content.AsSpan(0, SigStructure.Write(content, protectedHeader, payload)));
        var cose = new CborWriter();
        cose.WriteTag((CborTag)18);
        cose.WriteStartArray(4);
        cose.WriteByteString(protectedHeader);
        cose.WriteStartMap(0);
        cose.WriteEndMap();
        cose.WriteByteString(payload);
        cose.WriteByteString(signature);
        cose.WriteEndArray();
        return Wrap(cose.Encode());
    }

    internal static string Wrap(ReadOnlySpan<byte> message)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(message);
        return "HC1:" + Base45.Encode(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    internal static byte[] Payload(NewCertificate certificate, long member = DccMember)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(4);
        writer.WriteInt64(IssuerClaim);
        writer.WriteTextString(certificate.Issuer);
        writer.WriteInt64(ExpiresClaim);
        writer.WriteInt64(certificate.ExpiresAt.ToUnixTimeSeconds());
        writer.WriteInt64(IssuedClaim);
        writer.WriteInt64(certificate.IssuedAt.ToUnixTimeSeconds());
        writer.WriteInt64(HealthClaim);
        writer.WriteStartMap(1);
        writer.WriteInt64(member);
        Write(writer, certificate.Dcc);
        writer.WriteEndMap();
        writer.WriteEndMap();
        return writer.Encode();
    }

    internal static byte[] Encode(object? value)
    {
        var writer = new CborWriter();
        Write(writer, value);
        return writer.Encode();
    }

    private static void Write(CborWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.WriteTextString(text);
                break;
            case int or long:
                writer.WriteInt64(Convert.ToInt64(value, null));
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case CborMap tree:
                Write(writer, tree.Texts.Select(member => KeyValuePair.Create(member.Key, member.Value)).ToList());
                break;
            case bool yes:
                writer.WriteBoolean(yes);
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> map:
                writer.WriteStartMap(map.Count);
                foreach (var (name, member) in map)
                {
                    writer.WriteTextString(name);
                    Write(writer, member);
                }

                writer.WriteEndMap();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray(list.Count);
                foreach (var item in list) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException("No value of this kind goes into a certificate.", nameof(value));
        }
    }
}
