using System.Globalization;

namespace RedVest.Certificates;

/// <summary>Times as certificates have them: a day alone, blanks for the T, no seconds, fractions of any length, offsets in four spellings or none.</summary>
internal static class LooseInstant
{
    /// <summary>Where on Earth it is first that hour: what an instant without an offset is taken for.</summary>
    private static readonly TimeSpan FirstOffset = TimeSpan.FromHours(14);

    private static readonly string[] Patterns =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd",
    ];

    /// <returns>The earliest instant that the text can mean, in UTC; null when it means none.</returns>
    public static DateTimeOffset? Earliest(string text)
    {
        if (text.Length is < 10 or > 48) return null;
        var rest = text.AsSpan(10);
        var offset = FirstOffset;
        var sign = rest.LastIndexOfAny('+', '-');
        if (rest.EndsWith("Z", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[..^1];
            offset = TimeSpan.Zero;
        }
        else if (sign >= 0)
        {
            if (!TryOffset(rest[(sign + 1)..], out offset)) return null;
            if (rest[sign] == '-') offset = -offset;
            rest = rest[..sign];
        }

        var fraction = rest.IndexOf('.');
        var ticks = 0L;
        if (fraction >= 0)
        {
            var digits = rest[(fraction + 1)..];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return null;
            for (var n = 0; n < 7; n++) ticks = (ticks * 10) + (n < digits.Length ? digits[n] - '0' : 0);
            rest = rest[..fraction];
        }

        if (!DateTime.TryParseExact(string.Concat(text.AsSpan(0, 10), rest), Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var utc = local.Ticks + ticks - offset.Ticks;
        return utc >= 0 && utc < DateTime.MaxValue.Ticks ? new DateTimeOffset(utc, TimeSpan.Zero) : null;
    }

    /// <summary>hh, hhmm or hh:mm, up to 14 hours.</summary>
    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length is not (2 or 4 or 5) || (text.Length == 5 && text[2] != ':')) return false;
        ReadOnlySpan<char> after = text.Length == 2 ? "00" : text[^2..];
        if (text[..2].ContainsAnyExceptInRange('0', '9') || after.ContainsAnyExceptInRange('0', '9')) return false;
        var hours = ((text[0] - '0') * 10) + text[1] - '0';
        var minutes = ((after[0] - '0') * 10) + after[1] - '0';
        offset = new TimeSpan(hours, minutes, 0);
        return minutes < 60 && offset <= FirstOffset;
    }
}
