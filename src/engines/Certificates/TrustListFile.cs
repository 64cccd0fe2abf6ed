using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Certificates;

/// <summary>Our own form of a trust list (docs/certificates.md): what a bundle carries to the phones and <c>redvest verify --trust</c> reads.</summary>
public static class TrustListFile
{
    private static readonly (string Letter, KeyUsages Usage)[] Letters = [("t", KeyUsages.Test), ("v", KeyUsages.Vaccination), ("r", KeyUsages.Recovery), ("p", KeyUsages.Pass)];

    /// <summary>The list as JSON, sorted by kid so that the same keys always are the same bytes.</summary>
    public static string Write(IEnumerable<TrustedKey> keys) => JsonSerializer.Serialize(
        new TrustFile(1, [.. keys.Select(Row).OrderBy(row => row.Kid, StringComparer.Ordinal).ThenBy(row => row.PublicKey, StringComparer.Ordinal)]),
        TrustJson.Default.TrustFile);

    public static IReadOnlyList<string> LettersOf(KeyUsages usages) => [.. Letters.Where(l => (usages & l.Usage) != KeyUsages.None).Select(l => l.Letter)];

    internal static TrustedKey Read(JsonElement json, string source)
    {
        TrustRow row;
        try
        {
            row = json.Deserialize(TrustJson.Default.TrustRow) ?? throw new FormatException("A key is an object.");
        }
        catch (JsonException broken)
        {
            throw new FormatException("A key lacks a member or holds one of another kind.", broken);
        }

        var key = new TrustedKey(Convert.FromBase64String(row.Kid), Convert.FromBase64String(row.PublicKey))
        {
            Issuer = row.Issuer,
            Usages = UsagesOf(row.Usages),
            ValidFrom = row.ValidFrom,
            ValidTo = row.ValidTo,
            Source = row.Source ?? source,
        };
        return key.Algorithm == row.Algorithm ? key : throw new FormatException("The algorithm is not the key's.");
    }

    /// <exception cref="FormatException">A letter that nobody knows: it must not become "all".</exception>
    private static KeyUsages UsagesOf(IReadOnlyList<string>? letters) => letters is null
        ? KeyUsages.All
        : letters.Aggregate(KeyUsages.None, (usages, letter) =>
            usages | (Letters.FirstOrDefault(l => l.Letter == letter) is { Letter: not null } known ? known.Usage : throw new FormatException("An unknown usage.")));

    private static TrustRow Row(TrustedKey key) => new(
        Convert.ToBase64String(key.Kid.Span),
        key.Issuer,
        Convert.ToBase64String(key.PublicKey.Span),
        key.Algorithm,
        LettersOf(key.Usages),
        key.ValidFrom,
        key.ValidTo,
        key.Source);
}

internal sealed record TrustFile(int Format, IReadOnlyList<TrustRow> Keys);

/// <param name="Kid">Base64.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER, base64.</param>
/// <param name="Usages">t, v, r, p; absent for all but p.</param>
internal sealed record TrustRow(
    string Kid,
    string Issuer,
    string PublicKey,
    string Algorithm,
    IReadOnlyList<string>? Usages = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null,
    string? Source = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrustFile))]
[JsonSerializable(typeof(TrustRow))]
internal sealed partial class TrustJson : JsonSerializerContext;
