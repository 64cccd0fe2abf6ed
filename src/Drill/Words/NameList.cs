using System.Reflection;

namespace RedVest.Drill.Words;

/// <summary>Invented names from a short list of surnames and given names.</summary>
internal static class NameList
{
    private static readonly string[] Surnames = Read("surnames.txt");
    private static readonly string[] GivenNames = Read("given-names.txt");

    public static string Draw(Random dice) => Surnames[dice.Next(Surnames.Length)] + GivenNames[dice.Next(GivenNames.Length)];

    private static string[] Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"RedVest.Drill.Words.{file}")
            ?? throw new InvalidOperationException($"The resource {file} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
