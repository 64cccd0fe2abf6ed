using System.Text;

namespace RedVest.Kernel.Access;

/// <summary>What a user name and a person's name may be.</summary>
internal static class UserNames
{
    public const int Longest = 64;

    /// <summary>Letters and digits of any script and <c>. - _ @</c>, 2 to 32 characters.</summary>
    public static bool IsUserName(string text) =>
        text.EnumerateRunes().Count() is >= 2 and <= 32 && text.Length <= Longest
        && text.EnumerateRunes().All(r => Rune.IsLetterOrDigit(r) || r.Value is '.' or '-' or '_' or '@');

    /// <summary>1 to 100 characters of any script, none of them a control character, not only blanks.</summary>
    public static bool IsName(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= 100 && !text.EnumerateRunes().Any(Rune.IsControl);
}
