using RedVest.Kernel.Rules;

namespace RedVest.Packs;

/// <summary>The packs that come with the program, by their ids. None is in force before two people of the county say so.</summary>
internal static class ShippedPacks
{
    /// <summary>Those that may be in force at an instant, in a county.</summary>
    internal static IEnumerable<(Pack Pack, string Text)> At(DateTimeOffset instant, int? owner) => All()
        .Where(one => !(one.Pack.From > instant) && !(one.Pack.Until <= instant))
        .Where(one => owner is null || one.Pack.Area.Any(area => FormattableString.Invariant($"{owner:D6}").StartsWith(area, StringComparison.Ordinal)));

    /// <summary>Its text; null when none has this id.</summary>
    internal static string? TextOf(string id) => All().Where(one => one.Pack.Id == id).Select(one => one.Text).FirstOrDefault();

    private static IEnumerable<(Pack Pack, string Text)> All()
    {
        foreach (var folder in Directory.EnumerateDirectories(Shipped.File("packs")).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, "pack.json");
            if (File.Exists(file) && File.ReadAllText(file) is var text && PackLoader.Read(text, FactsSchema.Published).Pack is { } pack)
                yield return (pack, text);
        }
    }
}
