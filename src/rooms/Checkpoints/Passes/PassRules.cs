using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Registry;

namespace RedVest.Checkpoints.Passes;

/// <summary>What a pass must be to be issued or renewed; each answers the code of its refusal, null when all is well.</summary>
internal static class PassRules
{
    private const int MostPosts = 50;
    private const int MostTestHours = 24 * 14;
    private static readonly string[] Colours = ["green", "yellow", "grey"];

    /// <summary>The posts of a pass lie in the scope of whoever signs for it.</summary>
    public static string? Posts(IReadOnlyList<Guid> posts, OwnerBook book, Caller me)
    {
        var seen = book.SeenBy(me).Select(c => c.Id).ToHashSet();
        return posts.Count is 0 or > MostPosts || !posts.All(seen.Contains) ? "pass-posts-wrong" : null;
    }

    public static string? Conditions(PassConditions asked) =>
        asked.TestHours is <= 0 or > MostTestHours
        || asked.TestFrom is not (null or "sample" or "report")
        || (asked.HealthCode is { } colour && !Colours.Contains(colour))
        || asked.Days?.Any(d => d is < 1 or > 7) == true
        || (asked.Between is { } between && (PassTerms.Time(between.From) is not { } from || PassTerms.Time(between.Until) is not { } until || from == until))
            ? "pass-conditions-wrong" : null;

    /// <summary>No pass reaches further than an outbreak may be declared ahead.</summary>
    public static string? Period(DateOnly from, DateOnly to, DateOnly today) =>
        to < from || to < today || to.DayNumber - Later(from, today).DayNumber > Outbreak.LongestPeriod.Days ? "pass-period-wrong" : null;

    /// <summary>Employer and community have both confirmed, and somebody wrote down by what.</summary>
    public static string? Proof(string employer, string community) =>
        IsProof(employer) && IsProof(community) ? null : "pass-proof-missing";

    private static bool IsProof(string text) => text.Trim().Length is > 0 and <= CommuterPassTable.LongestProof;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
