using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>Which pass counts for an occupant: the one whose code was shown, else the one the person is known to have.</summary>
internal static class LanePasses
{
    /// <summary>The ids of passes whose codes are shown in these records; nothing is believed yet.</summary>
    public static IEnumerable<Guid> ShownIn(IEnumerable<LaneContent> contents) =>
        contents.SelectMany(c => c.Codes.Values).Select(c => c.Code.Pass?.Id).OfType<Guid>();

    /// <summary>What was shown as a pass, signed by somebody we believe; null when nothing was.</summary>
    public static PassClaims? Shown(LaneContent content, OccupantSaid said, OwnerBook book, DateTimeOffset at) =>
        LaneCodes.Opened(content, said, book) is { Pass: { } pass } code && IsBelieved(code.At(at)) ? pass : null;

    /// <summary>The pass of an occupant as the rules meet it; null: none.</summary>
    public static HeldPass? Of(KnownPasses passes, PassClaims? shown, KnownPerson? person, OwnerBook book, Guid checkpoint, DateTimeOffset at)
    {
        if (shown is not null)
            return passes.ById(shown.Id) is { } ours ? KnownPasses.Held(ours, person?.Id, checkpoint, book, at) : OfAnother(shown, person, book, checkpoint, at);
        return person is not null && passes.Of(person) is { } own ? KnownPasses.Held(own, person.Id, checkpoint, book, at) : null;
    }

    /// <summary>Signature and trust hold. Past its time it is still this pass, and its row may have been renewed since.</summary>
    public static bool IsBelieved(Reading reading) => reading.Outcome is Outcome.Unruled or Outcome.Expired;

    /// <summary>A neighbour's pass has no row here: what it says of itself counts, under a key that we believe for passes.</summary>
    private static HeldPass OfAnother(PassClaims shown, KnownPerson? person, OwnerBook book, Guid checkpoint, DateTimeOffset at)
    {
        var terms = new PassTerms(PassStates.Active, shown.From, shown.To, shown.Posts, shown.Conditions);
        var state = person is not null && person.Tail != shown.Tail ? PassStates.OtherPerson : terms.StateAt(checkpoint, at, book.State.UtcOffsetMinutes);
        return new HeldPass(null, shown.Number, state, shown.To, shown.Conditions);
    }
}
