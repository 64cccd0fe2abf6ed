using System.Text;

namespace RedVest.Registry.Identifiers;

/// <summary>The rules for a person's name: any Unicode, as the person writes it.</summary>
public static class PersonName
{
    /// <summary>In code points, so that a rare character beyond the BMP counts once.</summary>
    public const int Longest = 100;

    /// <summary>What is wrong with a name: <c>empty</c>, <c>too-long</c>, <c>character</c> (U+0000 or half a character); null when nothing is.</summary>
    public static string? FaultOf(string name)
    {
        var count = 0;
        for (var i = 0; i < name.Length; count++)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune) || rune.Value == 0)
            {
                return "character";
            }

            i += rune.Utf16SequenceLength;
        }

        return string.IsNullOrWhiteSpace(name) ? "empty" : count > Longest ? "too-long" : null;
    }
}
