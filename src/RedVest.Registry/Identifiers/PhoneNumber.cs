using PhoneNumbers;

namespace RedVest.Registry.Identifiers;

/// <summary>A telephone number in its canonical form.</summary>
/// <param name="Number">E.164, such as <c>+8610000000001</c>; without a plus when it could not be read.</param>
/// <param name="Unusual">No network has such a number; recorded all the same. The fictitious numbers of demos (+86 100…) count as usual.</param>
public sealed record PhoneNumber(string Number, bool Unusual)
{
    private const string Home = "CN";
    private const string Fictitious = "+86100";
    private const int LongestInput = 40;

    public static PhoneNumber Read(string text)
    {
        var narrow = Narrow.Form(text);
        if (narrow.Length > LongestInput)
        {
            return new PhoneNumber(narrow[..LongestInput], Unusual: true);
        }

        var phones = PhoneNumberUtil.GetInstance();
        try
        {
            var number = phones.Parse(narrow, Home);
            var canonical = phones.Format(number, PhoneNumberFormat.E164);
            return new PhoneNumber(canonical, !phones.IsValidNumber(number) && !IsFictitious(canonical));
        }
        catch (NumberParseException)
        {
            return new PhoneNumber(narrow, Unusual: true);
        }
    }

    private static bool IsFictitious(string number) => number.Length == 14 && number.StartsWith(Fictitious, StringComparison.Ordinal);
}
