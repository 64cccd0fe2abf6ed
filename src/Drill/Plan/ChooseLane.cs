namespace RedVest.Drill.Plan;

/// <summary>A lane of the right direction, for the right traffic if the post separates it.</summary>
internal sealed class ChooseLane(IReadOnlyList<LanePlan> lanes, Random dice)
{
    private readonly Dictionary<(string, string), int[]> _known = [];

    public int For(string direction, string category)
    {
        if (!_known.TryGetValue((direction, category), out var candidates))
            _known[(direction, category)] = candidates = Candidates(direction, category);
        return candidates[dice.Next(candidates.Length)];
    }

    private int[] Candidates(string direction, string category)
    {
        var all = Enumerable.Range(0, lanes.Count).ToArray();
        var sameWay = FirstOf(all, i => lanes[i].Direction == direction);
        return category switch
        {
            "freight" or "commuter" => FirstOf(sameWay, i => lanes[i].Category == category),
            "emergency" => FirstOf(sameWay, i => lanes[i].Category == "priority"),
            _ => FirstOf(FirstOf(sameWay, i => lanes[i].Category is not ("freight" or "commuter" or "priority")), i => lanes[i].Category == category),
        };
    }

    private static int[] FirstOf(int[] lanes, Func<int, bool> fits) => lanes.Where(fits).ToArray() is { Length: > 0 } some ? some : lanes;
}
