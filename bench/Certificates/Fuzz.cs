using System.Diagnostics;
using RedVest.Unit.Tests.Certificates;

namespace RedVest.Certificates.Bench;

/// <summary>Many bad codes on all processors: none may be believed, end the program, take long or take much memory.</summary>
internal static class Fuzz
{
    public static int Run(int inputs, int seed)
    {
        var wall = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(n => new Worker(seed + n, inputs / Environment.ProcessorCount)).ToArray();
        var threads = workers.Select(worker => new Thread(worker.Work)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        foreach (var (outcome, count) in workers.SelectMany(w => w.Outcomes).GroupBy(o => o.Key, o => o.Value).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum())))
            Console.WriteLine($"{outcome.Code(),-16} {count,12:N0}");
        var wrong = workers.SelectMany(w => w.Wrong).ToList();
        foreach (var how in wrong.Take(20)) Console.WriteLine($"BELIEVED: {how}");
        Console.WriteLine($"{workers.Sum(w => w.Done):N0} inputs in {wall.Elapsed.TotalSeconds:F0} s, {wrong.Count} wrongly believed, slowest {workers.Max(w => w.Slowest.TotalMilliseconds):F1} ms, "
            + $"most bytes for one {workers.Max(w => w.MostBytes):N0}, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
        return wrong.Count == 0 ? 0 : 1;
    }

    private sealed class Worker(int seed, int inputs)
    {
        public Dictionary<Outcome, long> Outcomes { get; } = [];

        public List<string> Wrong { get; } = [];

        public long Done { get; private set; }

        public long MostBytes { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public void Work()
        {
            var mutator = new CodeMutator(seed);
            var verifier = new Verifier(mutator.Trust);
            for (; Done < inputs; Done++)
            {
                var (how, text) = mutator.Next();
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                var code = verifier.Open(text);
                var reading = code.At(CodeMutator.At, CodeMutator.Rule);
                var took = Stopwatch.GetElapsedTime(start);
                MostBytes = Math.Max(MostBytes, GC.GetAllocatedBytesForCurrentThread() - bytes);
                if (took > Slowest) Slowest = took;
                Outcomes[reading.Outcome] = Outcomes.GetValueOrDefault(reading.Outcome) + 1;
                if (mutator.IsWronglyBelieved(code, reading)) Wrong.Add($"{how}: {reading.Outcome} {reading.Detail}");
            }
        }
    }
}
