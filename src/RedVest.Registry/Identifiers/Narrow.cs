namespace RedVest.Registry.Identifiers;

/// <summary>The one canonical form of numbers and plates: full-width signs (U+FF01–FF5E) as half-width, upper case, no blanks or separators.</summary>
internal static class Narrow
{
    internal static string Form(string text)
    {
        var form = new char[text.Length];
        var length = 0;
        foreach (var sign in text)
        {
            var half = sign is >= '\uFF01' and <= '\uFF5E' ? (char)(sign - 0xFEE0) : sign;
            if (!char.IsWhiteSpace(half) && half is not ('·' or '•' or '・' or '.' or '-' or '\uFEFF'))
            {
                form[length++] = char.ToUpperInvariant(half);
            }
        }

        return new string(form, 0, length);
    }
}
