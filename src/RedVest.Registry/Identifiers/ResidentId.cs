using System.Globalization;

namespace RedVest.Registry.Identifiers;

/// <summary>A resident identity number (GB 11643-1999), read as typed or as a card reader sends it.</summary>
/// <param name="Number">Canonical: half width, upper case; fifteen digits of the old form are made eighteen. As near as possible when there is a fault.</param>
/// <param name="Fault">What breaks the standard: <c>length</c>, <c>characters</c>, <c>region</c>, <c>date</c>, <c>check-character</c>; null when nothing does.</param>
/// <param name="BirthDate">Null when there is a fault, for then no part of the number can be trusted.</param>
/// <param name="Sex"><c>M</c> or <c>F</c>; null when there is a fault.</param>
public sealed record ResidentId(string Number, string? Fault, DateOnly? BirthDate, string? Sex)
{
    private const string Provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 ";
    private const string Signs = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="text">The number in any width and case, with or without blanks.</param>
    /// <param name="today">Nobody is born after it.</param>
    /// <param name="ofForeigner">A permanent resident's card of 2023: a 9 before the province.</param>
    public static ResidentId Read(string text, DateOnly today, bool ofForeigner = false)
    {
        var number = Narrow.Form(text);
        if (number.Length == 15 && number.All(char.IsAsciiDigit))
        {
            number = $"{number[..6]}19{number[6..]}";
            number += CheckCharacter(number);
        }

        if (FaultOf(number, today, ofForeigner, out var birthDate) is { } fault)
        {
            return new ResidentId(number, fault, null, null);
        }

        return new ResidentId(number, null, birthDate, (number[16] - '0') % 2 == 1 ? "M" : "F");
    }

    /// <summary>The check character (MOD 11-2) of the first 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (digits[i] - '0');
        }

        return Signs[sum % 11];
    }

    private static string? FaultOf(string number, DateOnly today, bool ofForeigner, out DateOnly birthDate)
    {
        birthDate = default;
        return number.Length != 18 ? "length"
            : !number.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') && (char.IsAsciiDigit(number[17]) || number[17] == 'X')
                ? !Provinces.Contains($" {(ofForeigner ? number[1..3] : number[..2])} ", StringComparison.Ordinal) ? "region"
                : !DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birthDate)
                    || birthDate.Year < 1800 || birthDate > today ? "date"
                : CheckCharacter(number) != number[17] ? "check-character"
                : null
            : "characters";
    }
}
