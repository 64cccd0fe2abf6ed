using System.Globalization;

namespace RedVest.Kernel.Figures;

/// <summary>
/// A number as a report says it: 3,012 is 3000余, over 3,000. Rounded down to two leading digits, so that nothing is claimed that was not
/// counted; below ten, and where nothing was cut off, the number itself.
/// </summary>
public static class RoundedText
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static string Zh(double value) => Of(value, out var cut) is var floor && cut
        ? floor.ToString("0", CultureInfo.InvariantCulture) + "余"
        : value.ToString("0.#", CultureInfo.InvariantCulture);

    public static string En(double value) => Of(value, out var cut) is var floor && cut ? "over " + floor.ToString("N0", English) : value.ToString("#,0.#", English);

    /// <param name="cut">Whether something was cut off.</param>
    private static double Of(double value, out bool cut)
    {
        cut = false;
        if (value < 10 || !double.IsFinite(value))
            return value;
        var unit = Math.Max(10, Math.Pow(10, Math.Floor(Math.Log10(value)) - 1));
        var floor = Math.Floor(value / unit) * unit;
        cut = value > floor;
        return floor;
    }
}
