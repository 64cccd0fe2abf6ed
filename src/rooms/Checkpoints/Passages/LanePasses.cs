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
    public static ShownPass? Shown(LaneContent content, OccupantSaid said, OwnerBook book, DateTimeOffset at) =>
        LaneCodes.Opened(content, said, book) is { Pass: { } pass } code && code.At(at) is var reading && IsBelieved(reading)
            ? new ShownPass(pass, reading.Outcome == Outcome.Expired)
            : null;

    /// <summary>The pass of an occupant as the rules meet it; null: none.</summary>
    public static HeldPass? Of(KnownPasses passes, ShownPass? shown, KnownPerson? person, OwnerBook book, Guid checkpoint, DateTimeOffset at)
    {
        if (shown is not null)
            return passes.ById(shown.Pass.Id) is { } ours ? KnownPasses.Held(ours, person?.Is(ours.Person) == true ? ours.Person : person?.Id, checkpoint, book, at) : OfAnother(shown, person, book, checkpoint, at);
        return person is not null && passes.Of(person) is { } own ? KnownPasses.Held(own, own.Person, checkpoint, book, at) : null;
    }

    /// <summary>Signature and trust hold. Past its time it is still this pass, and its row may have been renewed since.</summary>
    public static bool IsBelieved(Reading reading) => reading.Outcome is Outcome.Unruled or Outcome.Expired;

    /// <summary>A neighbour's pass has no row here: what it says of itself counts, under a key that we believe for passes.</summary>
    private static HeldPass OfAnother(ShownPass shown, KnownPerson? person, OwnerBook book, Guid checkpoint, DateTimeOffset at)
    {
        var pass = shown.Pass;
        var state = person is not null && person.Tail != pass.Tail ? PassStates.OtherPerson
            : shown.IsOver ? PassStates.Expired
            : new PassTerms(PassStates.Active, pass.From, pass.To, pass.Posts, pass.Conditions).StateAt(checkpoint, at, book.State.UtcOffsetMinutes);
        return new HeldPass(null, pass.Number, state, pass.To, pass.Conditions);
    }
}

/// <summary>A pass whose signature holds.</summary>
/// <param name="IsOver">Past the end that was signed.</param>
internal sealed record ShownPass(PassClaims Pass, bool IsOver);
