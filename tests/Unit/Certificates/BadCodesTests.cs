using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>Whatever is held before the camera, the verifier answers, and believes only what was signed.</summary>
public sealed class BadCodesTests
{
    private const int Inputs = 100_000;
    private const long MostBytes = 200_000;

    [Fact]
    public void None_of_a_hundred_thousand_bad_codes_is_believed_or_makes_the_verifier_fall_or_swell()
    {
        var mutator = new CodeMutator(seed: 20220321);
        var verifier = new Verifier(mutator.Trust);
        var outcomes = new Dictionary<Outcome, int>();
        Assert.All(mutator.GoodTexts, text => Assert.Equal(Outcome.Accepted, verifier.Read(text, CodeMutator.At, CodeMutator.Rule).Outcome)); // the sieve lets through what it should
        for (var n = 0; n < Inputs; n++)
        {
            var (how, text) = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var code = verifier.Open(text);
            var reading = code.At(CodeMutator.At, CodeMutator.Rule);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.False(mutator.IsWronglyBelieved(code, reading), $"Input {n} ({how}) was believed: {reading.Outcome} {reading.Detail}");
            Assert.True(bytes < MostBytes, $"Input {n} ({how}) took {bytes} bytes.");
            outcomes[reading.Outcome] = outcomes.GetValueOrDefault(reading.Outcome) + 1;
        }

        foreach (var outcome in new[] { Outcome.NotACode, Outcome.Damaged, Outcome.IssuerUnknown, Outcome.Forged, Outcome.NotYetValid, Outcome.Expired })
            Assert.True(outcomes.GetValueOrDefault(outcome) > 20, $"Only {outcomes.GetValueOrDefault(outcome)} inputs came to {outcome}: the mutations do not reach it.");
    }
}
