using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>One batch of lane records: decided one after the other against state that folds the earlier ones, then written set-based.</summary>
internal sealed class LaneBatch(
    WriteTransaction write, OwnerBook book, PeopleBatch people, KnownPasses passes, KnownTrips trips, Dictionary<Guid, PassageFold> passages, Corrections corrections, YardOffers yard, FindDoubts doubts)
    : IRecordBatch
{
    private readonly List<LaneEvent> _events = [];
    private readonly List<QueueCount> _queues = [];
    private readonly List<LaneState> _states = [];
    private readonly List<(ReleasedWhileRestricted Released, IncomingRecord Record)> _restricted = [];

    public RecordAnswer Decide(IncomingRecord record)
    {
        var content = (LaneContent)record.Content!;
        if (book.Lane(content.Body.Lane) is not { } lane || lane.CheckpointId != content.Body.Checkpoint)
            return RecordAnswer.Refused("lane-unknown");
        return content.Body is CorrectionBody correction ? Correct(record, correction, content) : Apply(record, content);
    }

    public RecordAnswer AnswerAgain(IncomingRecord record) =>
        record.Content is LaneContent { Body: CheckStartedBody check } content && book.Lane(check.Lane) is not null
            ? RecordAnswer.AlreadyStored with { Answer = Propose(record.EventTime, record.Subject, check, content, out _) }
            : RecordAnswer.AlreadyStored;

    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        people.Write();
        PassagesSql.Events.Write(write, _events);
        PassagesSql.Queues.Write(write, _queues);
        LaneStatesSql.Write(write, _states);
        var changed = passages.Values.Where(p => p.Changed).OrderBy(p => p.Row.Id.ToString(), StringComparer.Ordinal).ToList();
        PassagesSql.Remove(write, changed);
        PassagesSql.Passages.Write(write, [.. changed.Where(p => p.IsNew).Select(p => p.Row)]);
        PassagesSql.Passages.Write(write, [.. changed.Where(p => !p.IsNew).Select(p => p.Row)], SetTable<Passage>.OnConflict.Update);
        PassagesSql.Occupants.Write(write, [.. changed.SelectMany(p => p.Occupants.Values)], SetTable<Occupant>.OnConflict.Update);
        PassagesSql.Restricted.Write(write, [.. _restricted.Select(r => r.Released)]);
        doubts.Stored(write.Owner, changed.Where(p => p.Row.VerdictAt is not null && (p.Row.Vehicle ?? p.Occupants.Values.FirstOrDefault(o => o.Person is not null)?.Person) is not null)
            .Select(p => p.Row.Id));
        yard.Write();
        await Sought.OfferAsync(write, _restricted, cancellationToken).ConfigureAwait(false);
    }

    private RecordAnswer Apply(IncomingRecord record, LaneContent content)
    {
        Add(record, content, corrects: null);
        if (content.Body is QueueBody queue)
        {
            _queues.Add(new QueueCount(write.Owner, record.Id, queue.Checkpoint, queue.Lane, book.DayOf(record.EventTime), record.EventTime, queue.Length));
            return RecordAnswer.Stored;
        }

        if (content.Body is LaneStateBody state)
        {
            _states.Add(new LaneState(state.Lane, state.Open, new LaneSaid(record.EventTime, record.Seq, record.Officer, record.User)));
            return RecordAnswer.Stored;
        }

        var fold = FoldOf(record.Subject);
        switch (content.Body)
        {
            case CheckStartedBody check:
                var answer = Propose(record.EventTime, record.Subject, check, content, out var described);
                Fold(fold, Order.Of(record), check, content, described, answer);
                CompareLate(fold, record, check);
                yard.Described(fold);
                return RecordAnswer.StoredWith(answer);
            case VerdictBody verdict:
                Compare(fold, record, verdict);
                Fold(fold, Order.Of(record), verdict, record.Officer, record.Device);
                yard.Given(fold, record, verdict);
                break;
            case ArrivedBody arrived:
                fold.Arrived(Order.Of(record), arrived);
                Date(fold, record.EventTime);
                break;
            case LeftBody left:
                fold.Left(Order.Of(record), left);
                Date(fold, record.EventTime);
                break;
        }

        return RecordAnswer.Stored;
    }

    /// <summary>The original stays; the passage is folded anew with the correction laid over it. An event is corrected once.</summary>
    private RecordAnswer Correct(IncomingRecord record, CorrectionBody correction, LaneContent content)
    {
        if (corrections.Original(correction.Corrects) is not { } original)
            return corrections.IsElsewhere(correction.Corrects) ? RecordAnswer.Refused("body-wrong") : RecordAnswer.WaitingFor(correction.Corrects);
        if (original.Subject != record.Subject || original.Kind == Kinds.Correction || Kinds.IsOfLane(original.Kind))
            return RecordAnswer.Refused("body-wrong");
        if (corrections.IsCorrected(correction.Corrects))
            return RecordAnswer.Conflict("corrected-twice");
        if (corrections.Effective(record.Id) is not { } effective)
            return RecordAnswer.Refused("changes-wrong");
        if (book.Lane(effective.Body.Lane) is not { } lane || lane.CheckpointId != effective.Body.Checkpoint)
            return RecordAnswer.Refused("lane-unknown");
        Add(record, content, correction.Corrects);
        Refold(record.Subject);
        yard.Corrected(passages[record.Subject], record);
        return RecordAnswer.Stored;
    }

    private void Refold(Guid subject)
    {
        var before = FoldOf(subject);
        var fold = new PassageFold { Row = new Passage { Owner = write.Owner, Id = subject }, IsNew = before.IsNew, Changed = true };
        foreach (var (stored, content) in corrections.EventsOf(subject))
        {
            var order = new Order(stored.EventTime, stored.Seq, stored.Estimated);
            switch (content.Body)
            {
                case CheckStartedBody check:
                    var answer = Propose(stored.EventTime, subject, check, content, out var described);
                    Fold(fold, order, check, content, described, answer);
                    break;
                case VerdictBody verdict:
                    Fold(fold, order, verdict, stored.Officer, stored.Device);
                    break;
                case ArrivedBody arrived:
                    fold.Arrived(order, arrived);
                    Date(fold, stored.EventTime);
                    break;
                case LeftBody left:
                    fold.Left(order, left);
                    Date(fold, stored.EventTime);
                    break;
            }
        }

        fold.Row.Corrected = true;
        fold.Row.ReleasedWhileRestricted = before.Row.ReleasedWhileRestricted; // what happened is not undone by a correction
        fold.Row.Disagrees = before.Row.Disagrees;
        fold.Row.Doubts = before.Row.Doubts; // looked at again once this is stored
        KeepProposals(before, fold);
        fold.Gone.AddRange(before.Occupants.Keys.Except(fold.Occupants.Keys));
        passages[subject] = fold;
    }

    /// <summary>What was proposed at the lane stays on record, whatever is corrected later.</summary>
    private static void KeepProposals(PassageFold before, PassageFold after)
    {
        (after.Row.Proposed, after.Row.PackId, after.Row.PackVersion) = (before.Row.Proposed, before.Row.PackId, before.Row.PackVersion);
        foreach (var (n, occupant) in after.Occupants)
        {
            if (before.Occupants.TryGetValue(n, out var earlier))
                (occupant.Proposed, occupant.MustLook, occupant.Rules, occupant.Facts) = (earlier.Proposed, earlier.MustLook, earlier.Rules, earlier.Facts);
        }
    }

    private ProposalSaid Propose(DateTimeOffset at, Guid passage, CheckStartedBody check, LaneContent content, out List<Occupant> described)
    {
        var pack = PackFor(passage, at);
        var gate = book.Gates.Find(check.Gate?.Id, check.Gate?.Version);
        var trip = content.Plate is { } plate ? trips.At(check, plate.Text, at) : null;
        var ruled = new List<(Ruled, Occupant, KnownPerson?)>(check.Occupants.Count);
        foreach (var said in check.Occupants)
        {
            var shown = LanePasses.Shown(content, said, book, at);
            var person = content.Evidence.TryGetValue(said.N, out var evidence) ? people.Resolve(evidence)
                : said.Person is { } id ? people.ById(id)
                : shown is not null && passes.ById(shown.Pass.Id) is { } ours ? people.ById(ours.Person)
                : null;
            var pass = LanePasses.Of(passes, shown, person, book, check.Checkpoint, at);
            var facts = pack is null ? null : LaneRules.FactsOf(book, pack, check, said, person, at, LaneCodes.Judge(content, said, book, pack, at), pass, trip);
            var ruling = LaneRules.Decide(pack, said.N, facts) with { Pass = pass };
            var tried = gate is null ? null : GateCheck.Try(gate, facts ?? LaneRules.FactsOf(book, null, check, said, person, at, trip: trip), said);
            ruled.Add((ruling, Describe(passage, said, person, ruling, tried), person));
        }

        described = ruled.ConvertAll(r => r.Item2);
        var nobody = ruled.Count > 0 ? null : LaneRules.Decide(pack, 0, pack is null ? null : LaneRules.FactsOf(book, pack, check, null, null, at, trip: trip));
        return LaneRules.Propose(pack, ruled, nobody, at);
    }

    /// <summary>By which pack a passage is decided at an instant: one that began under an older pack may stay with it.</summary>
    private Pack? PackFor(Guid passage, DateTimeOffset at)
    {
        var row = passages.GetValueOrDefault(passage)?.Row;
        return book.PackFor(at, row?.ArrivedAt < row?.StartedAt ? row?.ArrivedAt : row?.StartedAt ?? row?.ArrivedAt)?.Rules;
    }

    private Occupant Describe(Guid passage, OccupantSaid said, KnownPerson? person, Ruled ruling, GateCheck.Tried? tried) => new()
    {
        Owner = write.Owner,
        Passage = passage,
        N = said.N,
        Person = person?.Id,
        Role = said.Role,
        Way = said.Way,
        Name = string.IsNullOrEmpty(said.Name) ? person?.Name : said.Name,
        Tail = person?.Tail,
        TemperatureTenths = said.TemperatureTenths,
        HealthCode = said.HealthCode,
        Proposed = ruling.Verdict,
        MustLook = ruling.MustLook,
        Rules = string.Join(' ', ruling.Rules),
        Facts = ruling.Facts?.ToKept(),
        Pass = ruling.Pass is { IsValid: true, Id: var pass } ? pass : null,
        Failed = Words.Set(tried?.Failed ?? []),
        Unchecked = Words.Set(tried?.Open ?? []),
        Visitor = PostWords.IsWord(said.Visitor ?? "") ? said.Visitor : null,
    };

    private void Fold(PassageFold fold, Order order, CheckStartedBody check, LaneContent content, List<Occupant> described, ProposalSaid answer)
    {
        var vehicle = content.Plate is { } plate ? people.Resolve(plate, check.Vehicle!.PlateColour, check.Vehicle.Kind) : null;
        var unusual = (vehicle?.Unusual ?? false) || content.Evidence.Values.Any(e => e.Document.Unusual);
        fold.CheckStarted(order, check, described, vehicle?.Id, content.Plate?.Text, unusual, IsShared(vehicle, check.Vehicle));
        if (fold.Row.CheckAt == order.At && fold.Row.CheckSeq == order.Seq)
        {
            (fold.Row.Proposed, fold.Row.PackId, fold.Row.PackVersion) = (answer.Verdict, answer.Pack?.Id, answer.Pack?.Version);
            if (PackFor(fold.Row.Id, order.At) is { } pack && !LaneRules.Agrees(pack, check))
                fold.Row.Disagrees = true;
        }

        Date(fold, order.At);
    }

    /// <summary>The plate was met before on a vehicle of another colour or kind.</summary>
    private static bool IsShared(KnownVehicle? known, VehicleSaid? said) => known is not null && said is not null && !known.IsLike(said.PlateColour, said.Kind);

    private void Fold(PassageFold fold, Order order, VerdictBody verdict, Guid? officer, Guid? device)
    {
        var local = book.TimeOf(order.At);
        var shift = book.Checkpoint(verdict.Checkpoint)!.ShiftOf(local);
        fold.Verdict(order, verdict, officer, device, book.DayOf(order.At), local.Hour, shift);
    }

    /// <summary>Before the verdict, a passage belongs to the day and shift of its last event.</summary>
    private void Date(PassageFold fold, DateTimeOffset at)
    {
        if (fold.Row.VerdictAt is not null)
            return;
        var local = book.TimeOf(at);
        (fold.Row.ReportDate, fold.Row.Hour) = (book.DayOf(at), local.Hour);
        fold.Row.Shift = book.Checkpoint(fold.Row.Checkpoint)!.ShiftOf(local);
    }

    /// <summary>
    /// Decides again with what the server knew at that moment. A stricter outcome that the officer was not shown is a release of somebody
    /// restricted; one that was shown and overruled is a difference with a reason, and no defect of ours.
    /// </summary>
    private void Compare(PassageFold fold, IncomingRecord record, VerdictBody verdict)
    {
        if (verdict.Emergency)
            return;
        foreach (var given in verdict.Occupants)
            Compare(fold, record, record.EventTime, given.N, given.Given, verdict.ShownProposal);
    }

    /// <summary>The same for a check that comes after its verdict. The centre's proposal was not there to be shown; the device's own was.</summary>
    private void CompareLate(PassageFold fold, IncomingRecord record, CheckStartedBody check)
    {
        var isTheOneDecided = fold.Row.CheckAt == record.EventTime && fold.Row.CheckSeq == record.Seq && record.EventTime <= fold.Row.VerdictAt;
        if (!isTheOneDecided || fold.Row.Emergency || fold.Row.ReleasedWhileRestricted)
            return;
        foreach (var occupant in fold.Occupants.Values.Where(o => o.Verdict is not null))
            Compare(fold, record, fold.Row.VerdictAt!.Value, occupant.N, occupant.Verdict!, check.Proposal);
    }

    private void Compare(PassageFold fold, IncomingRecord record, DateTimeOffset at, int n, string given, ProposalSaid? shown)
    {
        if (PackFor(fold.Row.Id, at) is not { } pack || !fold.Occupants.TryGetValue(n, out var occupant) || Known(pack, occupant, at) is not { } known)
            return;
        var seen = shown?.Occupants.FirstOrDefault(o => o.N == n)?.Verdict;
        if (Verdicts.Strictness(given) >= Verdicts.Strictness(known.Verdict) || Verdicts.Strictness(seen) >= Verdicts.Strictness(known.Verdict))
            return;
        fold.Row.ReleasedWhileRestricted = true;
        _restricted.Add((new ReleasedWhileRestricted(write.Owner, record.Id, n, record.Subject, fold.Row.Checkpoint, occupant.Person,
            book.DayOf(at), at, given, known.Verdict, string.Join(' ', known.Rules)), record));
    }

    /// <summary>The evidence of the check with what stands of the person now. Null: nobody restricted them.</summary>
    private Ruled? Known(Pack pack, Occupant occupant, DateTimeOffset at)
    {
        if (occupant is not { Facts: { } json, Person: { } id } || people.ById(id) is not { Standing.Count: > 0 } person)
            return null;
        var facts = Facts.ParseKept(CheckFacts.Schema, json);
        CheckFacts.SetStanding(facts, [.. person.Standing.Where(s => s.AsOf <= at).Select(s => new StandingSaid(s.Facet, s.Value, s.ValidTo))], at);
        return LaneRules.Decide(pack, occupant.N, facts);
    }

    private PassageFold FoldOf(Guid subject)
    {
        if (!passages.TryGetValue(subject, out var fold))
            passages.Add(subject, fold = new PassageFold { Row = new Passage { Owner = write.Owner, Id = subject }, IsNew = true });
        return fold;
    }

    private void Add(IncomingRecord record, LaneContent content, Guid? corrects)
    {
        var stored = new LaneEvent(write.Owner, record.Id, record.Subject, record.Kind, content.Body.Checkpoint, content.Body.Lane, record.Device, record.User,
            record.Seq, record.Officer, record.EventTime, record.Estimated, write.At, record.Clock.Wall, corrects, content.Sealed);
        _events.Add(stored);
        corrections.Add(stored, content);
    }
}
