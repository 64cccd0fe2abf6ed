using System.Globalization;
using RedVest.Certificates;

namespace RedVest.Checkpoints.Commuting;

/// <summary>What a pass may be at a post at an instant. An open set: a phone shows a word it does not know as it is.</summary>
internal static class PassStates
{
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Ended = "ended";
    public const string Expired = "expired";
    public const string NotYet = "not-yet";
    public const string OtherPost = "other-post";
    public const string OtherTime = "other-time";

    /// <summary>Shown by somebody else than its holder.</summary>
    public const string OtherPerson = "other-person";
}

/// <summary>When and where a pass holds. The phone judges the same in <c>web/shared/src/passes/terms.ts</c>; <c>packs/vectors/passes.json</c> holds both to it.</summary>
/// <param name="Kept">active, suspended or ended.</param>
/// <param name="From">First local day.</param>
/// <param name="To">Last local day.</param>
internal sealed record PassTerms(string Kept, DateOnly From, DateOnly To, IReadOnlyList<Guid> Posts, PassConditions Conditions)
{
    /// <summary>One of <see cref="PassStates"/>, whoever shows it.</summary>
    /// <param name="post">Null asks for no place in particular.</param>
    public string StateAt(Guid? post, DateTimeOffset at, int utcOffsetMinutes)
    {
        var local = at.UtcDateTime.AddMinutes(utcOffsetMinutes);
        var day = DateOnly.FromDateTime(local);
        return Kept != PassStates.Active ? Kept
            : day < From ? PassStates.NotYet
            : day > To ? PassStates.Expired
            : post is { } here && !Posts.Contains(here) ? PassStates.OtherPost
            : post is not null && !IsTime(day, TimeOnly.FromDateTime(local)) ? PassStates.OtherTime
            : PassStates.Active;
    }

    private bool IsTime(DateOnly day, TimeOnly time)
    {
        var number = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        if (Conditions.Days is { Count: > 0 } days && !days.Contains(number))
            return false;
        if (Conditions.Between is not { } between || Time(between.From) is not { } from || Time(between.Until) is not { } until)
            return true;
        return from <= until ? time >= from && time < until : time >= from || time < until;
    }

    /// <summary>A time of day as conditions write it; null when it is none.</summary>
    public static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>A pass as the rules meet it: whose, and what it is here and now.</summary>
/// <param name="Id">Null for a pass of another owner, which has no row of ours.</param>
/// <param name="State">One of <see cref="PassStates"/>.</param>
/// <param name="To">Last local day.</param>
internal sealed record HeldPass(Guid? Id, string Number, string State, DateOnly To, PassConditions Conditions)
{
    public bool IsValid => State == PassStates.Active;
}
