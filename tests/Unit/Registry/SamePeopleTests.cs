using CsCheck;
using RedVest.Registry.People;

namespace RedVest.Unit.Tests.Registry;

public sealed class SamePeopleTests
{
    private static readonly Guid[] Ten = [.. Enumerable.Range(0, 10).Select(n => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(n)))];

    [Fact]
    public void Any_sequence_of_merges_and_undos_taken_back_gives_what_was_there() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Bool).List[0, 40].Sample(steps =>
        {
            var forest = new List<SamePeople.Branch>();
            var done = new Stack<(bool Added, SamePeople.Branch Branch, string Before)>();
            foreach (var (a, b, undo) in steps)
            {
                var before = Say(forest);
                if (undo && forest.Exists(x => x.Person == Ten[a]))
                {
                    var branch = forest.Single(x => x.Person == Ten[a]);
                    forest.Remove(branch);
                    done.Push((false, branch, before));
                }
                else if (!undo && SamePeople.Join(forest, Ten[a], Ten[b]) is { } branch)
                {
                    forest.Add(branch);
                    done.Push((true, branch, before));
                }
            }

            while (done.TryPop(out var step))
            {
                if (step.Added)
                    forest.Remove(step.Branch);
                else
                    forest.Add(step.Branch);
                if (Say(forest) != step.Before)
                    return false;
            }

            return forest.Count == 0;
        });

    [Fact]
    public void Who_is_whom_is_what_the_merges_that_stand_say() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).List[0, 20].Sample(merges =>
        {
            var forest = new List<SamePeople.Branch>();
            var set = Enumerable.Range(0, 10).ToArray(); // the naive way: a number for each set
            foreach (var (a, b) in merges)
            {
                if (SamePeople.Join(forest, Ten[a], Ten[b]) is { } branch)
                    forest.Add(branch);
                var (from, to) = (set[a], set[b]);
                set = [.. set.Select(s => s == from ? to : s)];
            }

            return Enumerable.Range(0, 10).All(a => Enumerable.Range(0, 10).All(b =>
                (set[a] == set[b]) == (SamePeople.RootOf(forest, Ten[a]) == SamePeople.RootOf(forest, Ten[b]))));
        });

    [Fact]
    public void Whoever_is_parted_takes_along_whom_they_brought()
    {
        SamePeople.Branch[] forest = [new(Ten[0], Ten[1]), new(Ten[1], Ten[2]), new(Ten[3], Ten[2])];

        Assert.Equal([Ten[0], Ten[1]], SamePeople.Under(forest, Ten[1]).Order());
    }

    private static string Say(IEnumerable<SamePeople.Branch> forest) => string.Join(' ', Ten.Select(p => SamePeople.RootOf([.. forest], p)));
}
