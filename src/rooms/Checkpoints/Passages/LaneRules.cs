using System.Text.Json;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>What the rules say of one person at one moment.</summary>
/// <param name="Facts">All that was known; null when no pack is in force.</param>
internal sealed record Ruled(int N, string Verdict, bool MustLook, IReadOnlyList<string> Rules, Facts? Facts)
{
    /// <summary>The pass the person showed or has; null for none.</summary>
    public HeldPass? Pass { get; init; }
}

/// <summary>Decides by the pack in force. Without one, nobody passes unlooked at.</summary>
internal static class LaneRules
{
    /// <summary>Stands in for a rule's id when no pack is in force.</summary>
    public const string NoPack = "no-pack-in-force";

    /// <summary>The proposal for one person.</summary>
    public static Ruled Decide(Pack? pack, int n, Facts? facts)
    {
        if (pack is null || facts is null)
            return new Ruled(n, Verdicts.Hold, true, [NoPack], null);
        var ruling = Decision.Decide(pack, facts);
        return new Ruled(n, ruling.Verdict, ruling.MustLook, ruling.Rules, facts);
    }

    /// <summary>A person's facts at a check, as this pack's rules read them.</summary>
    public static Facts FactsOf(
        OwnerBook book, Pack? pack, CheckStartedBody check, OccupantSaid? occupant, KnownPerson? person, DateTimeOffset at, CertificateSaid? certificate = null,
        HeldPass? pass = null, TripSaid? trip = null) => CheckFacts.Of(
        new CheckSaid(check.Direction, check.Category, check.Vehicle, book.OutbreakAt(at) is not null, at, book.State.UtcOffsetMinutes, pack?.Areas, trip),
        occupant,
        person is null ? null : StandingOf(person, at),
        certificate,
        pass);

    /// <summary>What stands of a person at an instant, as the lane is told; of a pass it is told more than that.</summary>
    public static List<StandingSaid> StandingOf(KnownPerson person, DateTimeOffset at) =>
        [.. person.Standing.Where(s => s.Facet != KnownPasses.Facet && (s.ValidTo is null || s.ValidTo > at)).Select(s => new StandingSaid(s.Facet, s.Value, s.ValidTo))];

    /// <summary>The server's word on a check: the strictest of its occupants.</summary>
    /// <param name="nobody">What the rules say of a check in which nobody is recorded yet: an emergency goes first all the same.</param>
    public static ProposalSaid Propose(
        Pack? pack, IReadOnlyList<(Ruled Ruled, Occupant Occupant, KnownPerson? Person)> people, Ruled? nobody, DateTimeOffset at)
    {
        var strictest = people.Select(p => p.Ruled).MaxBy(r => Verdicts.Strictness(r.Verdict)) ?? nobody;
        return new ProposalSaid(
            strictest?.Verdict ?? Verdicts.Hold,
            people.Count == 0 ? nobody?.MustLook ?? true : people.Any(p => p.Ruled.MustLook),
            pack is null ? null : new PackSaid(pack.Id, pack.Version),
            [.. people.Select(p => new OccupantProposal(
                p.Ruled.N,
                p.Ruled.Verdict,
                p.Ruled.MustLook,
                p.Ruled.Rules,
                p.Occupant.Name is { Length: > 0 } name ? Masking.Name(name) : null,
                p.Occupant.Tail,
                p.Person?.WasKnown ?? false,
                p.Person is null ? null : StandingOf(p.Person, at),
                p.Ruled.Pass is { } pass ? new PassSaid(pass.Number, pass.State, pass.To) : null))]);
    }

    /// <summary>Whether a device, with its own facts and the same pack, came to what we come to. A difference is a defect of one of us.</summary>
    public static bool Agrees(Pack pack, CheckStartedBody check)
    {
        if (check is not { Proposal: { } proposal, Facts: { } facts } || check.Pack != new PackSaid(pack.Id, pack.Version) || facts.Count != proposal.Occupants.Count)
            return true; // nothing to compare
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].ValueKind != JsonValueKind.Object)
                return false;
            var ours = Decision.Decide(pack, Facts.Parse(CheckFacts.Schema, facts[i]));
            if (ours.Verdict != proposal.Occupants[i].Verdict || ours.MustLook != proposal.Occupants[i].MustLook)
                return false;
        }

        return true;
    }
}
