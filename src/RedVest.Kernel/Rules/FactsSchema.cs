using System.Collections.Frozen;
using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>The published list of facts that rules may read (<c>packs/facts.schema.json</c>): names, types, and which of them are evidence.</summary>
public sealed class FactsSchema
{
    private const string Sibling = "Known";
    private static readonly Lazy<FactsSchema> PublishedOnce = new(ReadPublished);
    private readonly FrozenDictionary<string, int> _slots;

    private FactsSchema(int version, IReadOnlyList<Fact> facts)
    {
        Version = version;
        Facts = facts;
        _slots = facts.Select((fact, slot) => (fact.Path, slot)).ToFrozenDictionary(f => f.Path, f => f.slot, StringComparer.Ordinal);
    }

    /// <summary>The schema this program was built with: the facts its hosts prepare.</summary>
    public static FactsSchema Published => PublishedOnce.Value;

    public int Version { get; }

    /// <summary>In the order of the file; members of one group follow one another.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Reads the schema file.</summary>
    /// <exception cref="PackException">It is not a facts schema.</exception>
    public static FactsSchema Load(string json)
    {
        var root = PackReader.Parse(json);
        var facts = new List<Fact>();
        Collect(root.Object("properties"), "", facts);
        return new FactsSchema(root.Integer("x-version"), facts);
    }

    private static FactsSchema ReadPublished()
    {
        using var file = new StreamReader(typeof(FactsSchema).Assembly.GetManifestResourceStream("facts.schema.json")!); // built in, see the project file
        return Load(file.ReadToEnd());
    }

    /// <summary>Where a fact lies in a document, or -1 when the schema does not have it.</summary>
    public int SlotOf(string path) => _slots.TryGetValue(path, out var slot) ? slot : -1;

    /// <summary>The fact whose sibling <paramref name="path"/> is: <c>test.shown</c> for <c>test.shownKnown</c>; null when it is no sibling.</summary>
    internal string? FactOfSibling(string path) =>
        path.EndsWith(Sibling, StringComparison.Ordinal) && _slots.ContainsKey(path[..^Sibling.Length]) ? path[..^Sibling.Length] : null;

    internal static string SiblingOf(string name) => name + Sibling;

    private static void Collect(PackReader properties, string prefix, List<Fact> facts)
    {
        var names = properties.Names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in properties.Names.Where(n => !n.EndsWith(Sibling, StringComparison.Ordinal)))
        {
            var property = properties.Object(name);
            if (property.Text("type") == "object")
            {
                Collect(property.Object("properties"), $"{prefix}{name}.", facts);
                continue;
            }

            if (!names.Contains(SiblingOf(name)))
            {
                throw properties.Refuse($"{name} has no {SiblingOf(name)}");
            }

            facts.Add(new Fact(prefix + name, Kind(property), property.Boolean("x-evidence")));
        }
    }

    private static ValueKind Kind(PackReader property) => property.Text("type") switch
    {
        "boolean" => ValueKind.Boolean,
        "integer" => ValueKind.Integer,
        "string" => ValueKind.Text,
        "array" => ValueKind.Array,
        _ => throw property.Refuse("a fact is a boolean, integer, string or array"),
    };
}

/// <summary>One fact of the schema.</summary>
/// <param name="Path">Its name, with its group: <c>test.sampleAgeMinutes</c>.</param>
/// <param name="Kind">The type of its value when it is known.</param>
/// <param name="Evidence">Whether it is evidence about the person; rules that exempt may read none.</param>
public sealed record Fact(string Path, ValueKind Kind, bool Evidence);
