namespace RedVest.Registry.People;

/// <summary>
/// Who was merged into whom: a forest. Merging adds one branch and undoing takes that one away, so that any sequence of the two can be taken back step by step.
/// </summary>
internal static class SamePeople
{
    /// <param name="Person">Shown under <paramref name="Into"/>.</param>
    internal readonly record struct Branch(Guid Person, Guid Into);

    /// <summary>Under whom somebody is shown.</summary>
    public static Guid RootOf(IReadOnlyCollection<Branch> forest, Guid person)
    {
        while (Above(forest, person) is { } into)
            person = into;
        return person;
    }

    /// <summary>The branch that makes two people one; null when they are one.</summary>
    public static Branch? Join(IReadOnlyCollection<Branch> forest, Guid person, Guid into)
    {
        var (from, to) = (RootOf(forest, person), RootOf(forest, into));
        return from == to ? null : new Branch(from, to);
    }

    /// <summary>Who goes with somebody whose branch is taken away: themselves and whoever was merged into them.</summary>
    public static HashSet<Guid> Under(IReadOnlyCollection<Branch> forest, Guid person)
    {
        var under = new HashSet<Guid> { person };
        int before;
        do
        {
            before = under.Count;
            under.UnionWith(forest.Where(b => under.Contains(b.Into)).Select(b => b.Person).ToArray());
        }
        while (under.Count > before);
        return under;
    }

    private static Guid? Above(IReadOnlyCollection<Branch> forest, Guid person)
    {
        foreach (var branch in forest)
        {
            if (branch.Person == person)
                return branch.Into;
        }

        return null;
    }
}
