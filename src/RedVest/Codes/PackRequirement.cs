using RedVest.Certificates;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Trust;

namespace RedVest.Codes;

/// <summary>What a pack in a file, a folder or beside the program asks of codes.</summary>
internal static class PackRequirement
{
    private const string PackFile = "pack.json";

    /// <param name="named">A pack's file, its folder, or the id of a pack that comes with the program.</param>
    /// <returns>Null when there is no such pack.</returns>
    /// <exception cref="PackException">The pack is malformed.</exception>
    public static (Pack Pack, Requirement? Requirement)? Read(string named)
    {
        string[] places = [named, Path.Combine(named, PackFile), Shipped.File("packs", named, PackFile)];
        if (Array.Find(places, File.Exists) is not { } file)
            return null;
        var pack = PackLoader.Load(File.ReadAllText(file), FactsSchema.Published);
        return (pack, AcceptedCodes.Of(pack));
    }
}
