using System.Globalization;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Rules;
using RedVest.Registry;

namespace RedVest.Checkpoints.Shifts;

/// <summary>A thing officers work by, as it is now, and what is new in it since the shift before began.</summary>
/// <param name="Kind">pack, outbreak, gate: an open set.</param>
/// <param name="Since">When it took effect.</param>
/// <param name="IsNew">It took effect since the shift before began.</param>
/// <param name="Changes">Its rules that are new, different or gone; empty when it is not new, or nothing was there before.</param>
public sealed record RuleInForce(string Kind, string Id, string Version, DisplayName Name, DateTimeOffset Since, bool IsNew, IReadOnlyList<RuleInForce.Change> Changes)
{
    /// <param name="What">added, changed, removed.</param>
    public sealed record Change(string What, string Rule, DisplayName Text);
}

/// <summary>What officers work by at an instant.</summary>
internal static class RulesNow
{
    private const int MostChanges = 12;

    /// <param name="before">When the shift before began.</param>
    public static List<RuleInForce> Of(OwnerBook book, Guid post, DateTimeOffset at, DateTimeOffset before)
    {
        var rules = new List<RuleInForce>();
        if (book.PackAt(at) is { } pack)
        {
            var isNew = pack.EffectiveFrom >= before;
            rules.Add(new RuleInForce(
                "pack", pack.Rules.Id, pack.Rules.Version.ToString(CultureInfo.InvariantCulture), new DisplayName(pack.Rules.Disease.Zh, pack.Rules.Disease.En), pack.EffectiveFrom, isNew,
                isNew && book.PackAt(before) is { } old ? [.. ChangesOf(old.Rules, pack.Rules).Take(MostChanges)] : []));
        }

        if (book.OutbreakAt(at) is { } outbreak)
            rules.Add(new RuleInForce("outbreak", outbreak.Id.ToString(), "1", new DisplayName(outbreak.NameZh, outbreak.NameEn), outbreak.StartsAt, outbreak.StartsAt >= before, []));
        if (book.Gates.From(post, at).FirstOrDefault() is (var from, { } gate) && from <= at)
            rules.Add(new RuleInForce("gate", gate.Id, gate.Version.ToString(CultureInfo.InvariantCulture), gate.Name, from, from >= before, []));
        return rules;
    }

    private static IEnumerable<RuleInForce.Change> ChangesOf(Pack old, Pack now)
    {
        var were = old.Rules.ToDictionary(r => r.Id);
        var are = now.Rules.Select(r => r.Id).ToHashSet();
        foreach (var rule in now.Rules)
        {
            if (!were.TryGetValue(rule.Id, out var was))
                yield return Said("added", rule);
            else if (was.Verdict != rule.Verdict || was.Text != rule.Text)
                yield return Said("changed", rule);
        }

        foreach (var gone in old.Rules.Where(r => !are.Contains(r.Id)))
            yield return Said("removed", gone);
    }

    private static RuleInForce.Change Said(string what, Rule rule) => new(what, rule.Id, new DisplayName(rule.Text.Zh, rule.Text.En));
}
