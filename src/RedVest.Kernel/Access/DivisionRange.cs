using System.Globalization;
using System.Runtime.InteropServices;

namespace RedVest.Kernel.Access;

/// <summary>A division and all below it, as a range of 12-digit codes: a prefix is a range.</summary>
/// <param name="First">The division's own code, filled up with zeros.</param>
/// <param name="Last">The last code below it, included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DivisionRange(long First, long Last)
{
    /// <summary>Digits of a province, a city, a county, a town and a village.</summary>
    private static readonly int[] Levels = [0, 2, 4, 6, 9, 12];

    public static DivisionRange Everything { get; } = new(0, 999_999_999_999);

    /// <summary>All divisions of an owner; of the installation (0): all there are.</summary>
    public static DivisionRange OfOwner(int owner) => Of(owner * 1_000_000L);

    /// <summary>The range of a prefix: <c>14</c> a province, <c>1411</c> a city, <c>141122</c> a county, nine digits a town, twelve a village.</summary>
    /// <exception cref="ArgumentException">Not 2, 4, 6, 9 or 12 digits, or starting with 0.</exception>
    public static DivisionRange Of(string prefix) =>
        IsPrefix(prefix)
            ? Of(long.Parse(prefix.PadRight(12, '0'), NumberStyles.None, CultureInfo.InvariantCulture))
            : throw new ArgumentException("A division prefix has 2, 4, 6, 9 or 12 digits.", nameof(prefix));

    public static bool IsPrefix(string text) => text.Length is 2 or 4 or 6 or 9 or 12 && text[0] is >= '1' and <= '9' && text.All(char.IsAsciiDigit);

    /// <param name="code">12 digits as a number; 0 stands for everything.</param>
    public static DivisionRange Of(long code)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, Everything.Last);
        foreach (var digits in Levels)
        {
            var size = (long)Math.Pow(10, 12 - digits);
            if (code % size == 0)
                return new DivisionRange(code, code + size - 1);
        }

        throw new InvalidOperationException("Every code is a multiple of one.");
    }

    /// <summary>Reads a code of 6, 9 or 12 digits, which may end in zeros (141100 is all of 1411; 000000 is everything); null when it is none.</summary>
    public static DivisionRange? Parse(string code) =>
        code.Length is 6 or 9 or 12 && code.All(char.IsAsciiDigit)
            ? Of(long.Parse(code.PadRight(12, '0'), NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    public bool Contains(long code) => First <= code && code <= Last;

    public bool Contains(DivisionRange other) => First <= other.First && other.Last <= Last;
}
