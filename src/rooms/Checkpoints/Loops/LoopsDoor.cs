using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Freight;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Loops;

namespace RedVest.Checkpoints.Loops;

/// <summary>What a post answers for, as kinds of loops: held persons, lorries, and people who passed although they were restricted.</summary>
internal static class LoopsDoor
{
    /// <summary>Minutes after something was due until a post's head hears of it, then the command room [D].</summary>
    private static readonly IReadOnlyList<EscalationStep> OfPersons = [new(15, 1, "post-head"), new(60, 2, "command")];

    private static readonly IReadOnlyList<EscalationStep> OfTrips = [new(60, 1, "post-head"), new(4 * 60, 2, "command")];

    /// <summary>Somebody restricted is on the road: the command room at once, whoever leads it after half an hour [D].</summary>
    private static readonly IReadOnlyList<EscalationStep> OfSought = [new(0, 1, "command"), new(30, 2, "command-lead")];

    private static readonly string[] ForYard = [Verdicts.SampleAndGo, Verdicts.SampleAndWait, Verdicts.Hold, Verdicts.Refer];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(new LoopKind(CustodyKinds.Person)
        {
            Stages = [Stages.ToSample, Stages.Sampled, Stages.Held, Stages.ToClinic, Stages.Negative, Stages.Positive],
            Nexts = [NextSteps.Sample, NextSteps.Result, NextSteps.Decide, NextSteps.Transfer, NextSteps.Clinic],
            Givens = ForYard,
            Ends = [.. EndReasons.OfPersons, EndReasons.Corrected],
            NeedsOffer = true,
            Escalation = OfPersons,
        });
        services.AddSingleton(new LoopKind(CustodyKinds.Trip)
        {
            Stages = ["announced", "entered", "loading", "returning", "exit"],
            Nexts = ["enter", "exit"],
            Givens = ["announced"],
            Ends = [.. EndReasons.OfTrips],
            Escalation = OfTrips,
        });
        services.AddSingleton(new LoopKind(CustodyKinds.Sought)
        {
            Nexts = [NextSteps.Take, NextSteps.Find],
            Givens = [.. ForYard, Verdicts.TurnBack],
            Ends = EndReasons.OfSought,
            EndsAtBoard = EndReasons.OfSought,
            AfterTaking = (NextSteps.Find, SoughtClocks.FindMinutes),
            NeedsOffer = true,
            Escalation = OfSought,
        });
        services.AddScoped<ILoopTeller, HeldTeller>();
        services.AddScoped<ILoopTeller, TripTeller>();
        services.AddScoped<ICustodianNames, CustodianBook>();
        services.AddSingleton<IFigureSource, LoopFigures>();
        services.AddTexts(typeof(LoopsDoor));
    }
}
