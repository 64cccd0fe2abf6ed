using System.Globalization;
using System.Runtime.InteropServices;

namespace RedVest.Registry;

/// <summary>A division and all below it, as a range of 12-digit codes.</summary>
/// <param name="First">First code, inclusive.</param>
/// <param name="Last">Last code, inclusive.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DivisionRange(long First, long Last)
{
    private const int Digits = 12;

    /// <summary>The range of a prefix: <c>14</c> a province, <c>1411</c> a city, <c>141122</c> a county, nine digits a town, twelve a village.</summary>
    /// <exception cref="ArgumentException">Not 2, 4, 6, 9 or 12 digits, or starting with 0.</exception>
    public static DivisionRange Of(string prefix)
    {
        if (!IsPrefix(prefix))
            throw new ArgumentException("A division prefix has 2, 4, 6, 9 or 12 digits.", nameof(prefix));
        var span = (long)Math.Pow(10, Digits - prefix.Length);
        var first = long.Parse(prefix, CultureInfo.InvariantCulture) * span;
        return new DivisionRange(first, first + span - 1);
    }

    /// <summary>The range of an owner: the county, city or province of its six digits (141100 is all of 1411).</summary>
    public static DivisionRange OfOwner(int owner)
    {
        var digits = owner.ToString("D6", CultureInfo.InvariantCulture);
        return Of(digits.EndsWith("0000", StringComparison.Ordinal) ? digits[..2] : digits.EndsWith("00", StringComparison.Ordinal) ? digits[..4] : digits);
    }

    public static bool IsPrefix(string text) =>
        text.Length is 2 or 4 or 6 or 9 or Digits && text[0] is >= '1' and <= '9' && text.All(char.IsAsciiDigit);

    public bool Contains(long code) => First <= code && code <= Last;

    public bool Contains(DivisionRange other) => First <= other.First && other.Last <= Last;
}
