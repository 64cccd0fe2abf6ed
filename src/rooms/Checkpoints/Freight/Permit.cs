using RedVest.Kernel.Access;

namespace RedVest.Checkpoints.Freight;

/// <summary>The number of a national permit for lorries (全国重点物资运输通行证): six digits of the region that issued it, six of its serial.</summary>
internal static class Permit
{
    private const int Digits = 12;
    private const int RegionDigits = 6;

    /// <summary>Whether a number can be one of a permit: 12 digits, of a province that exists.</summary>
    public static bool IsGood(string number) =>
        number.Length == Digits && number.All(char.IsAsciiDigit) && IsRegion(number[..RegionDigits]) && number.AsSpan(RegionDigits).ContainsAnyExcept('0');

    /// <summary>Whether six digits can be a county: the form only, for trips come from everywhere.</summary>
    public static bool IsRegion(string code) => code.Length == RegionDigits && DivisionRange.IsPrefix(code) && code[0] is >= '1' and <= '8';
}
