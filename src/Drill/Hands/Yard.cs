using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>
/// The testing station and the hold room: whoever a lane sends there is sampled, kept, fed and let go, and nobody stays without an end. What the
/// verdict was decides what happens; how long it takes is drawn from the moment, so that the same day ends the same way.
/// </summary>
internal sealed class Yard(int seed, OwnList own)
{
    private static readonly string[] Needs = ["food", "toilet", "medicine", "warm"];

    private readonly HashSet<Guid> _here = [];

    public ActList Acts { get; } = new();

    /// <summary>Whoever is in the yard at the moment of the act that asks: the ids of their loops.</summary>
    public IReadOnlyList<Guid> Here => [.. _here.Order()];

    /// <summary>Hears of a passage at the moment of its verdict.</summary>
    public void Hear(OwnPassage passage)
    {
        foreach (var (n, given) in passage.ToYard)
        {
            var guest = new Guest(this, passage.Id, n, passage.Decided, new Random(unchecked((seed * 397) ^ (int)passage.Decided.TotalMilliseconds ^ (n << 24))));
            var (reason, acts) = Story(given, guest);
            own.NoteHeld(new(passage.Id, n, reason));
            Acts.Add(acts.Select((act, at) => act with { At = Clip(act.At, acts.Length - at) }));
        }
    }

    private static (string Reason, Act[] Acts) Story(string given, Guest guest) => given switch
    {
        Verdicts.SampleAndGo => ("released", [guest.Says("sampled", guest.In(2, 6), said => said with { Sample = "nucleic", Tube = guest.Tube, Go = true })]),
        Verdicts.SampleAndWait => Waits(guest),
        Verdicts.Refer => Referred(guest),
        _ => Held(guest),
    };

    /// <summary>An antigen test decides within half an hour.</summary>
    private static (string, Act[]) Waits(Guest guest)
    {
        var taken = guest.In(1, 3);
        return ("released", [
            guest.Says("taken", taken),
            guest.Says("sampled", taken + Minutes(2), said => said with { Sample = "antigen" }),
            guest.Says("result", taken + Minutes(18), said => said with { Result = "negative" }),
            guest.Says("ended", taken + Minutes(20), said => said with { Reason = "released" }),
        ]);
    }

    private static (string, Act[]) Referred(Guest guest)
    {
        var taken = guest.In(1, 3);
        return ("clinic", [
            guest.Says("taken", taken),
            guest.Says("ended", taken + Minutes(guest.Dice.Next(25, 60)), said => said with { Reason = "clinic", To = Say.Text("drill.yard.clinic") }),
        ]);
    }

    /// <summary>Hours in the hold room, often over a change of shift: somebody needs something, and is given it.</summary>
    private static (string, Act[]) Held(Guest guest)
    {
        var taken = guest.In(1, 4);
        var need = Guid.Empty;
        var (reason, to) = guest.Dice.Next(3) switch
        {
            0 => ("home", Say.Text("drill.yard.home")),
            1 => ("turned-back", null),
            _ => ("transferred", Say.Text("drill.yard.site")),
        };
        return (reason, [
            guest.Says("taken", taken),
            new(taken + Minutes(12), device => need = guest.Record(device, "need", said => said with { Need = Needs[guest.Dice.Next(Needs.Length)] })),
            new(taken + Minutes(21), device => guest.Record(device, "served", said => said with { Served = device.Outbox.IdNow(need) })),
            new(taken + Minutes(25), device => guest.Record(device, "next", said => said with { Next = "transfer", DueAt = Wire.Time(device.Clock.TrueTime.AddHours(2)) })),
            guest.Says("ended", taken + Minutes(guest.Dice.Next(45, 200)), said => said with { Reason = reason, To = to }),
        ]);
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    /// <summary>Nobody of the drill stays over midnight: its devices may state times of their own day only.</summary>
    private static TimeSpan Clip(TimeSpan at, int before)
    {
        var latest = TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(50 * before);
        return at < latest ? at : latest;
    }

    /// <summary>Somebody who waits in the yard.</summary>
    private sealed record Guest(Yard Yard, Guid Passage, int N, TimeSpan Came, Random Dice)
    {
        public string Tube => $"T{Dice.Next(10_000_000):D7}";

        /// <summary>The passage's id with the number laid over its last byte (protocol §6).</summary>
        private Guid Loop
        {
            get
            {
                var bytes = Passage.ToByteArray(bigEndian: true);
                bytes[^1] ^= (byte)N;
                return new Guid(bytes, bigEndian: true);
            }
        }

        /// <summary>Between so many minutes after the verdict.</summary>
        public TimeSpan In(int from, int to) => Came + TimeSpan.FromSeconds(Dice.Next(from * 60, to * 60));

        public Act Says(string what, TimeSpan at, Func<YardSaid, YardSaid>? more = null) => new(at, device => Record(device, what, more));

        public Guid Record(LaneDevice device, string what, Func<YardSaid, YardSaid>? more)
        {
            var plain = new YardSaid(device.Checkpoint, N);
            var said = more?.Invoke(plain) ?? plain;
            if (what == "ended" || said.Go == true)
                Yard._here.Remove(Loop);
            else
                Yard._here.Add(Loop);
            return device.Record("yard." + what, Passage, said);
        }
    }
}
