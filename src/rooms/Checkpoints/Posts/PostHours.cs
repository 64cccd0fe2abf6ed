using System.Globalization;

namespace RedVest.Checkpoints.Posts;

/// <summary>When a post is manned, in local time; over midnight when it ends before it starts.</summary>
internal sealed record PostHours(TimeOnly From, TimeOnly Until)
{
    private const string Format = "HH:mm";

    /// <summary>Reads <c>07:00-23:00</c>; null when it is not that, or an empty span.</summary>
    public static PostHours? Parse(string? text) =>
        text?.Split('-') is [var from, var until]
        && TimeOnly.TryParseExact(from, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
        && TimeOnly.TryParseExact(until, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
        && start != end
            ? new PostHours(start, end)
            : null;

    public bool Contains(TimeOnly local) => local.IsBetween(From, Until);

    public override string ToString() => $"{ShiftTable.Say(From)}-{ShiftTable.Say(Until)}";
}
