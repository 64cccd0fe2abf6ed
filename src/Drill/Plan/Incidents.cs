namespace RedVest.Drill.Plan;

/// <summary>What makes a day a day: missing tests, fever, codes of another colour, second thoughts and slips of the finger.</summary>
internal static class Incidents
{
    private const double VehiclesOfAFullDay = 3050;

    /// <summary>Parties a day and post: two posts of one machine stay under what the public door takes from one address at once.</summary>
    private const int RegisterThemselves = 15;

    public static IReadOnlyList<PassagePlan> Spread(List<PassagePlan> passages, Makers makers, int withoutValidTest)
    {
        var day = passages.ToArray();
        var dice = makers.Dice;
        var scale = day.Length / VehiclesOfAFullDay;
        int Share(int ofAFullDay) => (int)Math.Ceiling(ofAFullDay * scale);

        var people = Shuffled(dice, day.SelectMany((p, at) => p.IsEmergency ? [] : p.Occupants.Select((_, n) => (At: at, N: n)))
            .Where(x => Occupant(day, x).Person.Age is >= 6 and <= 70));
        var doubtful = people.Where(x => day[x.At].Category is "outside" or "freight").Take(withoutValidTest).ToList();
        using var next = people.Except(doubtful).GetEnumerator();

        Each(doubtful, day, makers.Evidence.WithoutValidTest);
        Each(Take(next, Share(7)), day, makers.Evidence.WithFever);
        Each(Take(next, Share(4)), day, EvidenceMaker.WithRedCode);

        // The officer knows better, both ways equally often, so that the number of samples stays where it was.
        var changed = Math.Min(Share(5), withoutValidTest / 4);
        foreach (var (at, n) in doubtful.Take(changed))
            day[at] = day[at] with { Override = new(n + 1, Verdicts.Release, "drill.reason.sampled-here") };
        foreach (var (at, n) in Take(next, changed))
            day[at] = day[at] with { Override = new(n + 1, Verdicts.SampleAndGo, "drill.reason.coughs") };

        Correct(day, dice, Share(9), [.. doubtful.Select(x => x.At)]);
        Register(day);
        return day;
    }

    /// <summary>Grown people who are here for the first time, spread over the day.</summary>
    private static void Register(PassagePlan[] day)
    {
        var fit = Enumerable.Range(0, day.Length).Where(i => day[i] is { IsEmergency: false, IsReturn: false, Correction: null, Category: not "commuter", Occupants.Count: > 0 } p
            && (p.Vehicle is null || p.Vehicle.Plate is not null) && p.Occupants.All(o => o.Person is { Age: >= 15, Document.Kind: "resident-id" })).ToList();
        foreach (var turn in Enumerable.Range(0, Math.Min(RegisterThemselves, fit.Count)))
        {
            var at = fit[turn * fit.Count / RegisterThemselves];
            day[at] = day[at] with { RegistersThemselves = true };
        }
    }

    /// <summary>Not where samples are due: a category tapped wrongly would let them pass.</summary>
    private static void Correct(PassagePlan[] day, Random dice, int count, HashSet<int> doubtful)
    {
        var fit = Shuffled(dice, Enumerable.Range(0, day.Length).Where(i => !doubtful.Contains(i) && day[i] is { IsEmergency: false, Override: null, Vehicle.Plate.Length: 7 } p && p.Times.Left < DayShape.LastStart));
        foreach (var (at, kind) in fit.Take(count).Select((at, i) => (at, (CorrectionPlan)(i % 3))))
            day[at] = day[at] with { Correction = kind };
    }

    private static void Each(IEnumerable<(int At, int N)> chosen, PassagePlan[] day, Func<Evidence, Evidence> change)
    {
        foreach (var (at, n) in chosen)
        {
            var occupants = day[at].Occupants.ToArray();
            occupants[n] = occupants[n] with { Evidence = change(occupants[n].Evidence) };
            day[at] = day[at] with { Occupants = occupants };
        }
    }

    private static OccupantPlan Occupant(PassagePlan[] day, (int At, int N) at) => day[at.At].Occupants[at.N];

    private static List<T> Take<T>(IEnumerator<T> from, int count)
    {
        var taken = new List<T>();
        while (taken.Count < count && from.MoveNext())
            taken.Add(from.Current);
        return taken;
    }

    private static T[] Shuffled<T>(Random dice, IEnumerable<T> items)
    {
        var all = items.ToArray();
        dice.Shuffle(all);
        return all;
    }
}
