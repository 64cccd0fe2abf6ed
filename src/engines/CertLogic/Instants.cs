using System.Globalization;

namespace RedVest.CertLogic;

/// <summary>
/// Dates and date-times of CertLogic: the formats of its specification, read without any culture or time zone of the machine, in
/// milliseconds since 1970. Decimals beyond the third are ignored; a missing offset means UTC.
/// </summary>
internal static class Instants
{
    /// <summary>Adds whole units. A day that the target month does not have runs over into the next, as on every JavaScript device.</summary>
    internal static long Plus(string text, long amount, string unit)
    {
        var start = Parse(text);
        try
        {
            return checked(unit switch
            {
                "hour" => start + (amount * 3_600_000),
                "day" => start + (amount * 86_400_000),
                "month" => Shift(start, amount),
                "year" => Shift(start, amount * 12),
                _ => throw new CertLogicException("a time unit is year, month, day or hour"),
            });
        }
        catch (Exception outside) when (outside is OverflowException or ArgumentOutOfRangeException)
        {
            throw new CertLogicException("the date leaves the calendar");
        }
    }

    /// <summary>A date of birth of which only year, or year and month, may be known: the last day it can be.</summary>
    internal static long DateOfBirth(string text)
    {
        if (!IsDay(text) && !IsMonth(text) && !IsYear(text))
        {
            throw new CertLogicException("not a date of birth");
        }

        return Parse(text);
    }

    internal static long Parse(ReadOnlySpan<char> text)
    {
        if (IsYear(text))
        {
            return Day(Digits(text[..4]), 12, 31);
        }

        if (IsMonth(text))
        {
            var (year, month) = (Digits(text[..4]), Digits(text[5..7]));
            return Day(year, month, month is >= 1 and <= 12 && year >= 1 ? DateTime.DaysInMonth(year, month) : 0);
        }

        if (text.Length >= 10 && IsDay(text[..10]))
        {
            var day = Day(Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
            return text.Length == 10 ? day : day + TimeOfDay(text[10..]);
        }

        throw Unreadable();
    }

    private static long TimeOfDay(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[0] != 'T' || text[3] != ':' || text[6] != ':'
            || !AllDigits(text[1..3]) || !AllDigits(text[4..6]) || !AllDigits(text[7..9]))
        {
            throw Unreadable();
        }

        var (hour, minute, second) = (Digits(text[1..3]), Digits(text[4..6]), Digits(text[7..9]));
        if (hour > 23 || minute > 59 || second > 59)
        {
            throw Unreadable();
        }

        var rest = text[9..];
        var milliseconds = Decimals(ref rest);
        return (((hour * 60L) + minute) * 60_000) + (second * 1000L) + milliseconds - Offset(rest);
    }

    private static long Decimals(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '.')
        {
            return 0;
        }

        var count = 0;
        long milliseconds = 0;
        while (count + 1 < rest.Length && char.IsAsciiDigit(rest[count + 1]))
        {
            milliseconds += count switch { 0 => 100, 1 => 10, 2 => 1, _ => 0 } * (rest[count + 1] - '0');
            count++;
        }

        rest = count > 0 ? rest[(count + 1)..] : throw Unreadable();
        return milliseconds;
    }

    /// <summary>Milliseconds east of UTC: nothing, <c>Z</c>, or a sign with h, hh, hmm, hhmm, h:mm or hh:mm.</summary>
    private static long Offset(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text is "Z")
        {
            return 0;
        }

        if (text[0] is not ('+' or '-'))
        {
            throw Unreadable();
        }

        var colon = text.IndexOf(':');
        var hours = colon > 0 ? text[1..colon] : text.Length > 3 ? text[1..^2] : text[1..];
        var minutes = colon > 0 ? text[(colon + 1)..] : text.Length > 3 ? text[^2..] : default;
        if (hours.Length is not (1 or 2) || minutes.Length is not (0 or 2) || (colon > 0 && minutes.IsEmpty) || !AllDigits(hours) || !AllDigits(minutes))
        {
            throw Unreadable();
        }

        var east = ((Digits(hours) * 60L) + (minutes.IsEmpty ? 0 : Digits(minutes))) * 60_000;
        return text[0] == '-' ? -east : east;
    }

    private static long Shift(long start, long months)
    {
        var moment = DateTime.UnixEpoch.AddMilliseconds(start);
        var first = new DateTime(moment.Year, moment.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(checked((int)months));
        return Milliseconds(first.AddDays(moment.Day - 1).Add(moment.TimeOfDay));
    }

    private static long Day(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? Milliseconds(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc))
            : throw Unreadable();

    private static long Milliseconds(DateTime moment) => (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static bool IsYear(ReadOnlySpan<char> text) => text.Length == 4 && AllDigits(text);

    private static bool IsMonth(ReadOnlySpan<char> text) => text.Length == 7 && text[4] == '-' && AllDigits(text[..4]) && AllDigits(text[5..]);

    private static bool IsDay(ReadOnlySpan<char> text) => text.Length == 10 && IsMonth(text[..7]) && text[7] == '-' && AllDigits(text[8..]);

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static int Digits(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static CertLogicException Unreadable() => new("not a date or date-time that CertLogic allows");
}
