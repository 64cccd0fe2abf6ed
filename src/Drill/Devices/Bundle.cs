using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RedVest.Kernel.Rules;

namespace RedVest.Drill.Devices;

/// <summary>What the post asks of everybody (docs/gates.md).</summary>
internal sealed record GateRead(string Id, int Version, IReadOnlyList<GateItemRead> Items);

/// <param name="Good">A list of answers, or a span; null: any.</param>
internal sealed record GateItemRead(string Key, string? Fact, int? SinceAge, JsonElement? Good);

internal sealed record GateFrom(DateTimeOffset From, GateRead? Gate);

internal sealed record StaffRead(Guid Id, string Name);

internal sealed record BundleAnswer(string Manifest, string Signature, IReadOnlyDictionary<string, string> Sections);

/// <summary>What a device needs to decide without the centre: taken from a bundle only after its signature and digests were checked.</summary>
/// <param name="Pack">The rules in force; null when there are none.</param>
internal sealed record Bundle(DateTimeOffset AsOf, Pack? Pack, bool OutbreakInForce, int UtcOffsetMinutes)
{
    /// <summary>When the crews change, as offsets from local midnight.</summary>
    public IReadOnlyList<TimeSpan> ShiftStarts { get; init; } = [];

    /// <summary>What is asked now; null: only what the pack needs.</summary>
    public GateRead? Gate { get; init; }

    /// <summary>Who works at the post, in the order of the list.</summary>
    public IReadOnlyList<StaffRead> Staff { get; init; } = [];

    /// <param name="serverKey">As given at enrolment: SPKI DER, base64url.</param>
    /// <exception cref="RefusedException">The server did not sign this, or a section is not what was signed.</exception>
    public static Bundle Open(BundleAnswer answer, string serverKey)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Manifest);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Base64Url.DecodeFromChars(serverKey), out _);
        if (!key.VerifyData(bytes, Base64Url.DecodeFromChars(answer.Signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            throw new RefusedException("bundle-signature", Words.Say.Text("drill.bundle-wrong"));
        var manifest = JsonSerializer.Deserialize<Manifest>(bytes, Wire.Json)!; // signed by the server, so never null
        foreach (var section in manifest.Sections)
        {
            if (!answer.Sections.TryGetValue(section.Name, out var text) || Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != section.Sha256)
                throw new RefusedException("bundle-section", Words.Say.Text("drill.bundle-wrong"));
        }

        return Read(manifest.AsOf, answer.Sections);
    }

    private static Bundle Read(DateTimeOffset asOf, IReadOnlyDictionary<string, string> sections)
    {
        var pack = sections.GetValueOrDefault("pack");
        using var post = JsonDocument.Parse(sections["post"]);
        return new(
            asOf,
            pack is null or "null" ? null : PackLoader.Load(pack, FactsSchema.Published),
            sections.GetValueOrDefault("outbreak") is { } outbreak && outbreak != "null",
            post.RootElement.GetProperty("utcOffsetMinutes").GetInt32())
        {
            ShiftStarts = post.RootElement.TryGetProperty("shifts", out var shifts)
                ? [.. shifts.EnumerateArray().Select(s => TimeSpan.ParseExact(s.GetProperty("start").GetString()!, @"hh\:mm", CultureInfo.InvariantCulture))] // protocol §5: HH:MM
                : [],
            Gate = JsonSerializer.Deserialize<List<GateFrom>>(sections.GetValueOrDefault("gate") ?? "[]", Wire.Json)?.FirstOrDefault()?.Gate,
            Staff = JsonSerializer.Deserialize<List<StaffRead>>(sections.GetValueOrDefault("staff") ?? "[]", Wire.Json) ?? [],
        };
    }

    private sealed record Manifest(DateTimeOffset AsOf, IReadOnlyList<Section> Sections);

    private sealed record Section(string Name, string Sha256);
}
