using RedVest.Duty;
using RedVest.Kernel.Storage;

namespace RedVest.Demo;

/// <summary>The people who are seconded to a post, group by group as the file says; names are drawn, and marked as the demo's.</summary>
internal sealed class DemoStaff(DemoFiles files, TimeProvider clock)
{
    private const int Seed = 20220415; // the same people in every demo: a walk-through can name them

    /// <summary>Of whoever is no Party member, in turn.</summary>
    private static readonly string[] Others =
        [PoliticalStatus.Other, PoliticalStatus.LeagueMember, PoliticalStatus.Other, PoliticalStatus.Applicant, PoliticalStatus.Other, PoliticalStatus.Unknown, PoliticalStatus.Probationary];

    private readonly Random _dice = new(Seed);

    internal IReadOnlyList<SecondPerson.Request> Of(DemoPost post, Guid id, IReadOnlyDictionary<string, Guid> units, DateTimeOffset since)
    {
        var dealt = 0; // round the whole post, so that its crews come out even
        return [.. post.People.SelectMany(group => Enumerable.Range(0, group.Staff).Select(n => new SecondPerson.Request(
            clock.NewId(),
            Person: null,
            group.Names is { } names && n < names.Count ? names[n] : Name(),
            units[group.Unit],
            id,
            group.Function,
            group.Crews is { } crews ? crews.Substring(crews.Length == 1 ? 0 : dealt++ % crews.Length, 1) : null,
            n < group.Party ? PoliticalStatus.PartyMember : Others[n % Others.Length],
            since,
            Until: null,
            Contact())))];
    }

    private string Name() => "演示·" + files.Surnames[_dice.Next(files.Surnames.Length)] + files.GivenNames[_dice.Next(files.GivenNames.Count)];

    /// <summary>No network has numbers that begin with +86 100.</summary>
    private string Contact() => FormattableString.Invariant($"{Name()} +86 100 {_dice.Next(10000):D4} {_dice.Next(10000):D4}");
}
