using System.Text.Json;

namespace RedVest.Kernel.Rules;

/// <summary>Reads JSON strictly, and knows where it is, so that a refusal names the place.</summary>
internal readonly struct PackReader
{
    internal const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private PackReader(JsonElement json, string place)
    {
        Json = json;
        Place = place;
    }

    internal JsonElement Json { get; }

    internal string Place { get; }

    internal IEnumerable<string> Names => Json.EnumerateObject().Select(member => member.Name);

    internal static PackReader Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return new PackReader(document.RootElement.Clone(), "").Expect(JsonValueKind.Object, "an object");
        }
        catch (JsonException broken)
        {
            throw new PackException($"line {(broken.LineNumber ?? 0) + 1}", "not JSON, or a name twice in one object");
        }
    }

    internal PackReader Object(string name) => Member(name).Expect(JsonValueKind.Object, "an object");

    internal PackReader Any(string name) => Member(name);

    internal string Text(string name)
    {
        var text = Member(name).Expect(JsonValueKind.String, "a text").Json.GetString()!;
        return text.Trim().Length > 0 ? text : throw Member(name).Refuse("the text is empty");
    }

    internal bool Boolean(string name) => Member(name).Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Member(name).Refuse("must be true or false"),
    };

    internal int Integer(string name) => Member(name).Json is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
        ? value
        : throw Member(name).Refuse("must be a whole number");

    internal DateTimeOffset? Instant(string name) => Member(name) switch
    {
        { Json.ValueKind: JsonValueKind.Null } => null,
        { Json.ValueKind: JsonValueKind.String } text when HasOffset(text.Json.GetString()!) && text.Json.TryGetDateTimeOffset(out var instant) => instant,
        var other => throw other.Refuse("must be a time with offset, or null"),
    };

    internal IReadOnlyList<PackReader> Items(string name)
    {
        var list = Member(name).Expect(JsonValueKind.Array, "a list");
        return list.Json.EnumerateArray().Select((item, index) => new PackReader(item, $"{list.Place}/{index}")).ToList();
    }

    internal IReadOnlyList<string> Texts(string name) =>
        Items(name).Select(item => item.Expect(JsonValueKind.String, "a text").Json.GetString()!).ToList();

    /// <summary>The members, each an object.</summary>
    internal IEnumerable<(string Name, PackReader Member)> Members(string name)
    {
        var group = Object(name);
        return group.Names.Select(member => (member, group.Member(member)));
    }

    internal bool Has(string name) => Json.TryGetProperty(name, out _);

    /// <summary>Refuses members with other names: a misspelt one would otherwise be a rule that nobody applies.</summary>
    internal void Only(params ReadOnlySpan<string> names)
    {
        foreach (var name in Names)
        {
            if (!names.Contains(name))
            {
                throw new PackException($"{Place}/{name}", "unknown member");
            }
        }
    }

    internal PackReader Expect(JsonValueKind kind, string what) => Json.ValueKind == kind ? this : throw Refuse($"must be {what}");

    internal PackException Refuse(string reason) => new(Place, reason);

    private static bool HasOffset(string time) => time.Length > 19 && time.AsSpan(19).ContainsAny('Z', '+', '-');

    private PackReader Member(string name) => Json.TryGetProperty(name, out var member)
        ? new PackReader(member, $"{Place}/{name}")
        : throw new PackException($"{Place}/{name}", "missing");
}
