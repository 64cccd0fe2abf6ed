using System.Text.Json;
using RedVest.Drill.Devices;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Lanes;

/// <summary>What the officer at a lane does with the device, step by step, and the drill's own note of it.</summary>
internal sealed class LaneWork(LaneDevice device, IReadOnlyList<Guid> lanes, OwnList own)
{
    private readonly Dictionary<PassagePlan, Passing> _passing = new(ReferenceEqualityComparer.Instance);

    public Task DoAsync(Step step, bool isOnline, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case Step.CountQueue(_, var lane, var length):
                device.Record("queue", lanes[lane], new QueueBody(lanes[lane], device.Checkpoint, length));
                return Task.CompletedTask;
            case Step.OfPassage(_, var kind, var plan):
                return DoAsync(kind, plan, Of(plan), isOnline, cancellationToken);
            default:
                throw new InvalidOperationException("Unknown step.");
        }
    }

    private async Task DoAsync(StepKind kind, PassagePlan plan, Passing passing, bool isOnline, CancellationToken cancellationToken)
    {
        var lane = lanes[plan.Lane];
        switch (kind)
        {
            case StepKind.Arrive:
                device.Record("arrived", passing.Id, new ArrivedBody(lane, device.Checkpoint, plan.Vehicle?.Plate));
                break;
            case StepKind.Start:
                var known = isOnline ? await KnownAsync(plan, cancellationToken) : [];
                passing.Said = WithProposal(SayStart.Of(plan, lane, device, known));
                if (passing.Said.Gate is not null && device.Bundle?.Gate is { } gate)
                    own.NoteFailed(passing.Id, gate, [.. plan.Occupants.Zip(passing.Said.Occupants).SelectMany(x => GateAsked.Failed(gate, x.First, x.Second))]);
                passing.Started = device.Record("check-started", passing.Id, passing.Said);
                break;
            case StepKind.Decide:
                Decide(plan, passing, lane);
                break;
            case StepKind.RecordAfter:
                device.Record("check-started", passing.Id, WithProposal(SayStart.Of(plan, lane, device, [])));
                break;
            case StepKind.Leave:
                device.Record("left", passing.Id, new LeftBody(lane, device.Checkpoint));
                break;
            case StepKind.Correct:
                device.Record("correction", passing.Id, new CorrectionBody(
                    lane, device.Checkpoint, device.Outbox.IdNow(passing.Started), SayStart.Correction(plan, passing.Said!), Say.Text("drill.reason.slip"))); // said at the start
                break;
        }
    }

    /// <summary>Whom the centre knows: those who come back in their car, and those who say the number that they got in the queue.</summary>
    private async Task<IReadOnlyList<RecognisedPerson>> KnownAsync(PassagePlan plan, CancellationToken cancellationToken)
    {
        if (plan is { RegistersThemselves: true } && device.Door is { } door)
        {
            var number = await door.RegisterAsync(plan, cancellationToken);
            return number is null ? [] : await device.RecogniseAsync(new(null, number), cancellationToken);
        }

        return plan.IsReturn ? await device.RecogniseAsync(new(plan.Vehicle!.Plate), cancellationToken) : []; // a return has a plate
    }

    private void Decide(PassagePlan plan, Passing passing, Guid lane)
    {
        var (fromServer, fromDevice) = (device.ProposalFor(passing.Id), passing.Said?.Proposal);
        var shown = fromServer ?? fromDevice; // the device's own stands when the centre is away
        var decision = plan.IsEmergency ? GivenByOfficer.Emergency : GivenByOfficer.For(plan, shown?.Deserialize<ProposalRead>(Wire.Json), clockIsWrong: fromServer is null && device.Clock.IsFarOff);
        device.Record("verdict", passing.Id, new VerdictBody(
            lane,
            device.Checkpoint,
            plan.IsEmergency,
            decision.Given,
            decision.MustLook,
            decision.Occupants,
            fromDevice,
            fromServer,
            decision.Reason,
            fromServer is not null ? "server" : fromDevice is not null ? "device" : "none"));
        own.Note(new(
            passing.Id, lane, plan.Category, plan.IsVehicle, plan.Occupants.Count, decision.Given, decision.Occupants.Count(o => Verdicts.IsSampling(o.Given)), plan.Times.Decided)
        {
            Registered = passing.Said?.Occupants.Count(o => o.Way == "self") ?? 0,
            ToYard = plan.IsEmergency ? [] : [.. decision.Occupants.Where(o => Verdicts.GoesToYard(o.Given)).Select(o => (o.N, o.Given))],
        }, plan);
    }

    private CheckStartedBody WithProposal(CheckStartedBody said) =>
        device.Bundle is { } bundle && OwnRules.Propose(bundle, said, device.Clock.EstimateNow()) is var (proposal, pack, facts)
            ? said with { Proposal = proposal, Pack = pack, Facts = facts }
            : said;

    private Passing Of(PassagePlan plan)
    {
        if (!_passing.TryGetValue(plan, out var passing))
            _passing[plan] = passing = new() { Id = device.NewId() };
        return passing;
    }

    /// <summary>The ids that the device has made for a passage.</summary>
    private sealed class Passing
    {
        public required Guid Id { get; init; }

        public Guid Started { get; set; }

        public CheckStartedBody? Said { get; set; }
    }
}
