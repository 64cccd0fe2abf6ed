namespace RedVest.Kernel.Rules;

/// <summary>What is wrong with a pack as a whole, or with several together.</summary>
public static class PackChecks
{
    internal static void Check(Pack pack, Func<string, bool>? exists, FaultList faults)
    {
        if (pack.Rules.All(rule => rule.When is not null)) // else it would blame what the broken rule reads
            Unused(pack, faults);
        Codes(pack, exists, faults);
        Periods(pack, faults);
        foreach (var own in pack.Transitions.Where(t => t.PackId == pack.Id && (t.Version is null || t.Version >= pack.Version)))
            faults.Add("/transitions", $"circular: {own.PackId} cannot come before itself");
    }

    /// <summary>What only shows when the packs of a county lie side by side: periods of one pack that leave a gap or overlap, and transitions that go in a circle.</summary>
    /// <returns>Each with the index of the pack it is about.</returns>
    public static IEnumerable<(int Index, string Place, string Reason)> Together(IReadOnlyList<Pack> packs)
    {
        for (var i = 0; i < packs.Count; i++)
        {
            var pack = packs[i];
            if (packs.Where((other, at) => at < i && other.Id == pack.Id && other.Version == pack.Version).Any())
                yield return (i, "/version", $"two packs are {pack.Id} version {pack.Version}");
            var before = packs.Where(other => other.Id == pack.Id && other.Version < pack.Version).MaxBy(other => other.Version);
            if (before is { Until: { } end } && pack.From is { } start && start != end)
                yield return (i, "/from", $"a {(start > end ? "gap" : "overlap")} in time: version {before.Version} ends {end:yyyy-MM-ddTHH:mmzzz}");
            foreach (var next in Olds(pack, packs).Where(next => Reaches(next, pack, packs, [])))
                yield return (i, "/transitions", $"circular: {next.Id} follows {pack.Id} in its turn");
        }
    }

    private static IEnumerable<Pack> Olds(Pack pack, IReadOnlyList<Pack> packs) =>
        packs.Where(other => other != pack && pack.Transitions.Any(t => t.FollowsOld && t.IsAbout(other.Id, other.Version)));

    private static bool Reaches(Pack from, Pack to, IReadOnlyList<Pack> packs, HashSet<Pack> seen) =>
        from == to || (seen.Add(from) && Olds(from, packs).Any(next => Reaches(next, to, packs, seen)));

    private static void Unused(Pack pack, FaultList faults)
    {
        var parameters = pack.Rules.SelectMany(rule => rule.ParameterNames).Append(pack.Certificates?.SampleParameter);
        foreach (var name in pack.Parameters.Keys.Except(parameters, StringComparer.Ordinal))
            faults.Warn($"/parameters/{name}", "no rule reads this parameter");
        foreach (var name in pack.Lists.Keys.Except(pack.Rules.SelectMany(rule => rule.ListNames), StringComparer.Ordinal))
            faults.Warn($"/lists/{name}", "no rule reads this list");
        foreach (var name in pack.Measures.Keys.Except(pack.Rules.SelectMany(rule => rule.Measures), StringComparer.Ordinal))
            faults.Warn($"/measures/{name}", "no rule names this measure");
        if (pack.Areas is not null && !pack.Rules.Any(rule => rule.FactSlots.Any(slot => pack.Facts.Facts[slot].Path is "origin.level" or "stay.level")))
            faults.Warn("/areas", "no rule reads a level of it");
    }

    private static void Codes(Pack pack, Func<string, bool>? exists, FaultList faults)
    {
        if (exists is null)
            return;
        foreach (var (code, at) in pack.Area.Select((code, at) => (code, at)).Where(one => !exists(one.code)))
            faults.Add($"/area/{at}", $"there is no division {code}");
        foreach (var entry in pack.Areas?.Entries.Where(entry => !exists(entry.Code)) ?? [])
            faults.Add(entry.Place + "/code", $"there is no division {entry.Code}");
    }

    private static void Periods(Pack pack, FaultList faults)
    {
        var entries = pack.Areas?.Entries ?? [];
        foreach (var same in entries.GroupBy(entry => entry.Code, StringComparer.Ordinal))
        {
            foreach (var (earlier, later) in same.OrderBy(entry => entry.From).ToList() is var ordered ? ordered.Zip(ordered.Skip(1)) : [])
            {
                if (earlier.To is not { } end || later.From < end)
                    faults.Add(later.Place + "/from", $"overlaps in time with another entry of {later.Code}");
                else if (later.From > end)
                    faults.Warn(later.Place + "/from", $"a gap in time: nothing is said of {later.Code} from {end:yyyy-MM-ddTHH:mmzzz}");
            }
        }

        foreach (var fine in entries.Where(entry => entry.Code.Length > 6 && !entries.Any(county => county.Code == entry.Code[..6] && county.From <= entry.From && !(county.To < (entry.To ?? DateTimeOffset.MaxValue)))))
            faults.Add(fine.Place + "/code", "an origin is told by county: its county needs an entry for the same time");
    }
}
