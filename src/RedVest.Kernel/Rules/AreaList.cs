namespace RedVest.Kernel.Rules;

/// <summary>A pack's dated list of affected areas. Hosts prepare facts from it, so that rules only compare levels.</summary>
/// <param name="Levels">By id, mild to strict.</param>
public sealed record AreaList(IReadOnlyList<AreaLevel> Levels, IReadOnlyList<AreaEntry> Entries)
{
    /// <summary>What <see cref="LevelOf"/> says of a region that no entry covers.</summary>
    public const string None = "none";

    /// <summary>The strictest level among the entries that cover a region at an instant. An entry finer than the region says nothing of it.</summary>
    /// <param name="region">A division code; an entry with a shorter code covers all below it.</param>
    public string LevelOf(string region, DateTimeOffset at)
    {
        var strictest = -1;
        foreach (var entry in Entries)
        {
            if (region.StartsWith(entry.Code, StringComparison.Ordinal) && entry.From <= at && !(entry.To <= at))
                strictest = Math.Max(strictest, Rank(entry.Level));
        }

        return strictest < 0 ? None : Levels[strictest].Id;
    }

    /// <summary>Position in the order, mild to strict; -1 for <see cref="None"/>.</summary>
    public int Rank(string level)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            if (Levels[i].Id == level)
                return i;
        }

        return -1;
    }
}

public sealed record AreaLevel(string Id, Wording Text);

/// <param name="Code">Division digits: 2, 4, 6, 9 or 12.</param>
/// <param name="To">First instant at which it no longer counts; null: open.</param>
/// <param name="Source">The notice that listed it.</param>
public sealed record AreaEntry(string Code, string Level, DateTimeOffset From, DateTimeOffset? To, string Source)
{
    /// <summary>Why it is doubtful; null: it is not.</summary>
    public string? Doubt { get; init; }

    /// <summary>Where it stands in the file.</summary>
    internal string Place { get; init; } = "";
}
