using System.Text;

namespace RedVest.Kernel.Personal;

/// <summary>How lists show people (protocol §8): enough to recognise whom you have before you, not enough to learn who it is.</summary>
public static class Masking
{
    private const int TailLength = 4;

    /// <summary>First character kept, one star for names of up to two characters, else two: never the length. Counts code points.</summary>
    public static string Name(string name)
    {
        var letters = name.AsSpan().Trim();
        if (letters.IsEmpty)
        {
            return "";
        }

        var count = 0;
        foreach (var _ in letters.EnumerateRunes())
        {
            count++;
        }

        Rune.DecodeFromUtf16(letters, out var first, out _);
        return first + (count < 3 ? "*" : "**");
    }

    /// <summary>The last four characters of a document number; a shorter one whole.</summary>
    public static string Tail(string number) => number.Length <= TailLength ? number : number[^TailLength..];
}
