using System.Globalization;

namespace RedVest.Certificates;

/// <summary>
/// What a signed commuter pass says (claim -260, member -1; docs/passes.md). Our own form: it is worth something only to posts that know its
/// conditions, and only under a key that may sign passes.
/// </summary>
/// <param name="Number">As printed under the code.</param>
/// <param name="Tail">Last four characters of the holder's document.</param>
/// <param name="Posts">The posts it is good for.</param>
/// <param name="Conditions">What the holder must show and when, as the pass has it.</param>
public sealed record PassClaims(
    Guid Id, string Number, string Name, string Tail, string Employer, IReadOnlyList<Guid> Posts, PassConditions Conditions, DateOnly From, DateOnly To, string? Plate)
{
    /// <summary>Claims of our own have negative numbers under -260.</summary>
    internal const long Member = -1;

    private const string Day = "yyyy-MM-dd";

    /// <summary>The members in their order, for the signer.</summary>
    internal List<KeyValuePair<string, object?>> Members()
    {
        List<KeyValuePair<string, object?>> members =
        [
            new("id", Id.ToString("N")), new("no", Number), new("nm", Name), new("tl", Tail), new("em", Employer),
            new("po", (IReadOnlyList<object?>)[.. Posts.Select(p => p.ToString("N"))]),
            new("vf", From.ToString(Day, CultureInfo.InvariantCulture)), new("vt", To.ToString(Day, CultureInfo.InvariantCulture)),
        ];
        if (Plate is not null) members.Add(new("pl", Plate));
        if (Conditions.TestHours is { } hours) members.Add(new("th", hours));
        if (Conditions.TestFrom is { } anchor) members.Add(new("tf", anchor));
        if (Conditions.HealthCode is { } colour) members.Add(new("hc", colour));
        if (Conditions.Days is { Count: > 0 } days) members.Add(new("dw", (IReadOnlyList<object?>)[.. days.Select(d => (object?)d)]));
        if (Conditions.Between is { } between) members.Add(new("hr", (IReadOnlyList<object?>)[between.From, between.Until]));
        return members;
    }

    /// <returns>Null when a member is missing or of another kind: such a pass is damaged.</returns>
    internal static PassClaims? Read(CborMap map)
    {
        if (!Guid.TryParseExact(Text(map, "id"), "N", out var id) || Text(map, "no") is not { } number || Text(map, "nm") is not { } name
            || Text(map, "tl") is not { } tail || Text(map, "em") is not { } employer || Date(map, "vf") is not { } from || Date(map, "vt") is not { } to
            || !map.TryGet("po", out var said) || said is not List<object?> posts)
            return null;
        var ids = posts.OfType<string>().Select(p => Guid.TryParseExact(p, "N", out var post) ? post : Guid.Empty).ToArray();
        return new PassClaims(id, number, name, tail, employer, ids, Terms(map), from, to, Text(map, "pl"));
    }

    private static PassConditions Terms(CborMap map) => new(
        map.TryGet("th", out var hours) && hours is long and > 0 and < 10_000 ? (int)(long)hours : null,
        Text(map, "tf"),
        Text(map, "hc"),
        map.TryGet("dw", out var days) && days is List<object?> list ? [.. list.OfType<long>().Where(d => d is >= 1 and <= 7).Select(d => (int)d)] : null,
        map.TryGet("hr", out var between) && between is List<object?> and [string start, string end] ? new PassHours(start, end) : null);

    private static string? Text(CborMap map, string key) => map.TryGet(key, out var value) ? value as string : null;

    private static DateOnly? Date(CborMap map, string key) =>
        DateOnly.TryParseExact(Text(map, key), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a pass asks of its holder at each passage; what is null or empty it does not ask.</summary>
/// <param name="TestHours">A negative test at most so many hours old.</param>
/// <param name="TestFrom"><c>sample</c> (also when null) or <c>report</c>: from when the hours are counted.</param>
/// <param name="HealthCode">The colour that must be shown.</param>
/// <param name="Days">Days of the week, 1 Monday to 7 Sunday.</param>
/// <param name="Between">Local times of day.</param>
public sealed record PassConditions(int? TestHours = null, string? TestFrom = null, string? HealthCode = null, IReadOnlyList<int>? Days = null, PassHours? Between = null);

/// <summary>From a time of day until another, <c>HH:mm</c>; over midnight when the second is the earlier one.</summary>
public sealed record PassHours(string From, string Until);
