using System.Text.Json;
using RedVest.CertLogic;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

/// <summary>The packs of this checkout, and facts written down briefly.</summary>
internal static class Packs
{
    internal static readonly FactsSchema Schema = FactsSchema.Load(Text("facts.schema.json"));

    internal static readonly Pack Minimal = PackLoader.Load(Text("TEST-MINIMAL/pack.json"), Schema);

    internal static Pack Shipped(string id) => PackLoader.Load(Text($"{id}/pack.json"), Schema);

    internal static string Text(string relative) => File.ReadAllText(Path.Combine(TestData.Checkout(), "packs", relative));

    internal static JsonElement Vectors(string name) => JsonDocument.Parse(Text($"vectors/{name}.json"), new JsonDocumentOptions { MaxDepth = 256 }).RootElement;

    /// <summary>Facts from an object of known facts by their full names.</summary>
    internal static Facts Facts(JsonElement flat)
    {
        var facts = new Facts(Schema);
        foreach (var member in flat.EnumerateObject())
        {
            facts[member.Name] = Value.Parse(member.Value);
        }

        return facts;
    }
}
