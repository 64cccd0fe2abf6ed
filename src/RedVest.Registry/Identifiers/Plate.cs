using System.Text.RegularExpressions;

namespace RedVest.Registry.Identifiers;

/// <summary>A vehicle's plate, read by GA 36-2018. Never refused: what does not fit is recorded, and flagged.</summary>
/// <param name="Text">Canonical: half width, upper case, no separators.</param>
/// <param name="Kind">ordinary, small-electric, large-electric, police, learner, trailer, hong-kong-macao, consulate, embassy, armed-police, military, emergency, aviation, unusual.</param>
/// <param name="Fault">Why it is unusual: <c>empty</c>, <c>length</c>, <c>province</c>, <c>letters</c> (I or O), <c>form</c>; null when it is not.</param>
public sealed record Plate(string Text, string Kind, string? Fault)
{
    private const string Province = "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]";
    private const string Authority = Province + "[A-HJ-NP-Z]";
    private const string Sign = "[A-HJ-NP-Z0-9]";
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly (string Kind, Regex Form)[] Forms =
    [
        ("ordinary", Whole(Authority + Sign + "{5}")),
        ("small-electric", Whole(Authority + "[A-HJK]" + Sign + "[0-9]{4}")),
        ("large-electric", Whole(Authority + "[0-9]{5}[A-HJK]")),
        ("police", Whole(Authority + Sign + "{4}警")),
        ("learner", Whole(Authority + Sign + "{4}学")),
        ("trailer", Whole(Authority + Sign + "{4}挂")),
        ("hong-kong-macao", Whole("粤Z" + Sign + "{4}[港澳]")),
        ("consulate", Whole("(" + Authority + Sign + "{4}|[0-9]{6})领")),
        ("embassy", Whole("([0-9]{6}使|使[0-9]{6})")),
        ("armed-police", Whole("WJ" + Province + "?[0-9]{4}[0-9A-Z]")),
        ("military", Whole("[A-HJ-NP-Z]{2}[0-9]{5}")),
        ("emergency", Whole(Province + "[A-HJ-NP-Z]?" + Sign + "{4,5}应急")),
        ("aviation", Whole("民航" + Sign + "{5}")),
    ];

    private static readonly Regex StartsWithProvince = new("^" + Province, Linear);

    public bool Unusual => Fault is not null;

    /// <summary>Reads a plate as typed, scanned or seen by a camera.</summary>
    public static Plate Read(string text)
    {
        var plate = Narrow.Form(text);
        foreach (var (kind, form) in Forms)
        {
            if (form.IsMatch(plate))
            {
                return new Plate(plate, kind, null);
            }
        }

        return new Plate(plate, "unusual", FaultOf(plate));
    }

    private static string FaultOf(string plate) =>
        plate.Length == 0 ? "empty"
        : plate.Length is < 7 or > 8 ? "length"
        : !StartsWithProvince.IsMatch(plate) ? "province"
        : plate.AsSpan(1).ContainsAny('I', 'O') ? "letters"
        : "form";

    private static Regex Whole(string form) => new("^" + form + "$", Linear);
}
