using RedVest.Checkpoints.Custody;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// Whom the lane hands to the yard, in the verdict's own transaction. The lane answers for them until the yard has taken them. Free for a batch
/// in which everybody is released.
/// </summary>
internal sealed class YardOffers(LoopBatch? loops)
{
    /// <summary>Somebody in the vehicle, when nobody was registered.</summary>
    private const int Unnamed = 0;

    /// <summary>Reads the loops of the passages that the yard has to do with, or will have after this batch.</summary>
    public static async ValueTask<YardOffers> ReadAsync(
        WriteTransaction write, IReadOnlyList<IncomingRecord> records, Dictionary<Guid, PassageFold> passages, Corrections corrections, CancellationToken cancellationToken)
    {
        var subjects = records.Where(r => ((LaneContent)r.Content!).Body is CorrectionBody || Offers(r)).Select(r => r.Subject)
            .Concat(passages.Values.Where(Offered).Select(p => p.Row.Id)).ToHashSet();
        if (subjects.Count == 0)
            return new YardOffers(null);
        var numbers = records.Select(r => (r.Subject, Content: (LaneContent)r.Content!)).Concat(corrections.ContentsBySubject)
            .Where(c => subjects.Contains(c.Subject)).SelectMany(c => NumbersOf(c.Content.Body).Select(n => (c.Subject, N: n)))
            .Concat(passages.Where(p => subjects.Contains(p.Key)).SelectMany(p => p.Value.Occupants.Keys.Select(n => (Subject: p.Key, N: n))))
            .Concat(subjects.Select(s => (Subject: s, N: Unnamed)));
        return new YardOffers(await LoopBatch.ReadAsync(write, numbers.Select(x => LoopIds.Of(x.Subject, x.N)), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// After a verdict was folded. Each verdict makes its own link at its own time, also one that came late: a newer one that let the person go then
    /// ends the loop again, in whatever order they arrived.
    /// </summary>
    public void Given(PassageFold fold, IncomingRecord record, VerdictBody verdict)
    {
        if (loops is null)
            return;
        foreach (var (n, given) in verdict.Occupants.Count > 0 ? verdict.Occupants.Select(o => (o.N, o.Given)) : [(Unnamed, verdict.Given)])
        {
            if (Verdicts.IsForYard(given))
                Offer(fold, n, given, record, verdict.Lane);
        }

        foreach (var (n, loop) in LoopsOf(fold).Where(l => l.Loop.Row.IsOpen))
        {
            if (Current(fold, n) is { } current && !Verdicts.IsForYard(current))
                loops.Add(loop, record, Steps.Ended, fold.Row.Checkpoint, new LinkSaid(Reason: current == Verdicts.TurnBack ? EndReasons.TurnedBack : EndReasons.Released, At: fold.Row.VerdictAt));
        }
    }

    /// <summary>After a check was folded: a person may have got a name.</summary>
    public void Described(PassageFold fold)
    {
        foreach (var (n, loop) in LoopsOf(fold))
        {
            if (fold.Occupants.GetValueOrDefault(n)?.Person is { } person && loop.Row.About != person)
                (loop.Row.About, loop.Changed) = (person, true);
        }
    }

    /// <summary>After a passage was folded anew: somebody was never to wait, or should have.</summary>
    public void Corrected(PassageFold fold, IncomingRecord record)
    {
        if (loops is null)
            return;
        foreach (var n in fold.Occupants.Keys.Concat(fold.Gone).Append(Unnamed).Distinct().ToList())
        {
            var loop = loops.Find(LoopIds.Of(fold.Row.Id, n));
            if (Current(fold, n) is { } current && Verdicts.IsForYard(current))
            {
                if (loop is null || (loop.Row.IsOpen ? loop.Row.Given != current : loop.Row.EndReason == EndReasons.Corrected))
                    Offer(fold, n, current, record, fold.Row.Lane);
            }
            else if (loop is { Row.IsOpen: true })
            {
                loops.Add(loop, record, Steps.Ended, fold.Row.Checkpoint, new LinkSaid(Reason: EndReasons.Corrected));
            }
        }

        Described(fold);
    }

    public void Write() => loops?.Write();

    private void Offer(PassageFold fold, int n, string given, IncomingRecord record, Guid lane)
    {
        var loop = loops!.OfOccupant(fold.Row.Id, n);
        loop.Row.About = fold.Occupants.GetValueOrDefault(n)?.Person ?? loop.Row.About;
        var (stage, next, minutes) = YardClocks.AfterVerdict(given);
        loops!.Add(loop, record, Steps.Offered, fold.Row.Checkpoint, new LinkSaid(
            Giver: record.Officer is { } officer ? Custodians.Staff(officer) : record.User is { } user ? Custodians.User(user) : Custodians.Lane(lane),
            Taker: Custodians.Post(fold.Row.Checkpoint), Reason: given, Stage: stage, Next: next, DueAt: record.EventTime.AddMinutes(minutes)));
    }

    /// <summary>What stands of an occupant after all verdicts; null: nothing was said of this one.</summary>
    private static string? Current(PassageFold fold, int n) => fold.Row.Emergency ? Verdicts.EmergencyRelease
        : n == Unnamed ? (fold.Occupants.Count == 0 ? fold.Row.Verdict : Verdicts.Release) : fold.Occupants.GetValueOrDefault(n)?.Verdict;

    private IEnumerable<(int N, LoopFold Loop)> LoopsOf(PassageFold fold) => loops is null ? [] :
        [.. fold.Occupants.Keys.Append(Unnamed).Select(n => (n, Loop: loops.Find(LoopIds.Of(fold.Row.Id, n)))).Where(x => x.Loop is not null).Select(x => (x.n, x.Loop!))];

    private static bool Offered(PassageFold passage) => Verdicts.IsForYard(passage.Row.Verdict) || passage.Occupants.Values.Any(o => Verdicts.IsForYard(o.Verdict));

    private static bool Offers(IncomingRecord record) => ((LaneContent)record.Content!).Body is VerdictBody verdict
        && (Verdicts.IsForYard(verdict.Given) || verdict.Occupants.Any(o => Verdicts.IsForYard(o.Given)));

    private static IEnumerable<int> NumbersOf(LaneBody body) => body switch
    {
        CheckStartedBody check => check.Occupants.Select(o => o.N),
        VerdictBody verdict => verdict.Occupants.Select(o => o.N),
        _ => [],
    };
}
