using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RedVest.CertLogic;
using RedVest.Kernel.Rules;
using RedVest.Rules.Bench;

// ROOT [--data DIR] [--seconds N]: the checkout, the public business rules, and how long each side is measured.
var root = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : Directory.GetCurrentDirectory();
var seconds = int.Parse(Option("--seconds") ?? "5", CultureInfo.InvariantCulture);
var data = Option("--data") ?? Environment.GetEnvironmentVariable("REDVEST_TESTDATA");

Verdicts.Measure(root, seconds);
if (data is not null)
    await Peers.CompareAsync(root, Path.Combine(data, "certificates", "business-rules-testdata"), seconds);
else
    Console.WriteLine("CertLogic beside certlogic-js: skipped, no --data.");

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

namespace RedVest.Rules.Bench
{
    /// <summary>A lane verdict: all rules of a pack over one person's facts.</summary>
    internal static class Verdicts
    {
        internal static void Measure(string root, int seconds)
        {
            var pack = PackLoader.Load(File.ReadAllText(Path.Combine(root, "packs", "SX-2022-03-21", "pack.json")), FactsSchema.Published);
            var persons = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "packs", "vectors", "sx.json"))).RootElement.GetProperty("cases")
                .EnumerateArray().Select(one => FactsOf(one.GetProperty("facts"))).Where(facts => Decision.Decide(pack, facts).Tried.Count == pack.Rules.Count).ToArray();
            var (count, cpu, _) = Run(seconds, persons.Length, () =>
            {
                foreach (var facts in persons)
                    _ = Decision.Decide(pack, facts).Verdict;
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"lane verdict: {cpu * 1e6 / count:F2} µs with all {pack.Rules.Count} rules of {pack.Id} ({persons.Length} persons, {count} verdicts, {cpu:F2} s of CPU)"));

            var documents = persons.Select(facts => facts.ToJson()).Select(json => Value.Parse(JsonDocument.Parse(json).RootElement)).ToArray();
            var conditions = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "packs", "SX-2022-03-21", "pack.json"))).RootElement.GetProperty("rules")
                .EnumerateArray().Select(rule => Expression.Compile(rule.GetProperty("when"), path => path.StartsWith("parameters.", StringComparison.Ordinal) ? new Binding.Constant(Value.Of(373))
                    : path.StartsWith("lists.", StringComparison.Ordinal) ? new Binding.Constant(Value.Of(new[] { Value.Of("outside") })) : null)).ToArray();
            Evaluate(conditions, documents); // compiled by now
            var before = GC.GetAllocatedBytesForCurrentThread();
            var evaluations = Evaluate(conditions, documents);
            Console.WriteLine($"evaluation: {GC.GetAllocatedBytesForCurrentThread() - before} bytes allocated in {evaluations} evaluations of its conditions");
        }

        private static int Evaluate(Expression[] conditions, Value[] documents)
        {
            var count = 0;
            foreach (var document in documents)
            {
                foreach (var condition in conditions)
                {
                    _ = document.IsNull || condition.Reads.Count == 0 || IsTrue(condition, document);
                    count++;
                }
            }

            return count;
        }

        private static bool IsTrue(Expression condition, in Value document)
        {
            try
            {
                return condition.Evaluate(document).IsTruthy;
            }
            catch (CertLogicException)
            {
                return false;
            }
        }

        private static Facts FactsOf(JsonElement flat)
        {
            var facts = new Facts(FactsSchema.Published);
            foreach (var member in flat.EnumerateObject())
                facts[member.Name] = Value.Parse(member.Value);
            return facts;
        }

        /// <summary>Runs rounds until the seconds are over; the first second warms up and is not counted.</summary>
        internal static (long Count, double CpuSeconds, TimeSpan Wall) Run(int seconds, int each, Action round)
        {
            for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(1);)
                round();
            var (count, cpu, wall) = (0L, Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
            while (wall.Elapsed < TimeSpan.FromSeconds(seconds))
            {
                round();
                count += each;
            }

            return (count, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, wall.Elapsed);
        }
    }

    /// <summary>CertLogic beside certlogic-js: the same rules over the same data, both compiled or parsed before, side by side in one run.</summary>
    internal static class Peers
    {
        internal static async Task CompareAsync(string root, string folder, int seconds)
        {
            var cases = Directory.EnumerateFiles(folder, "rule.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file =>
            {
                var rule = Expression.Compile(Read(file).GetProperty("Logic"));
                return Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(file)!, "tests"), "*.json").Order(StringComparer.Ordinal)
                    .Select(test => (rule, Data: Value.Parse(Read(test))));
            }).ToArray();
            var ours = 0d;
            var theirs = 0d;
            for (var turn = 0; turn < 3; turn++)
            {
                var (count, cpu, _) = Verdicts.Run(seconds, cases.Length, () =>
                {
                    foreach (var (rule, data) in cases)
                        _ = Accepts(rule, data);
                });
                var peer = await PeerAsync(Path.Combine(root, "bench", "Rules", "peer"), folder, seconds);
                if (peer.Cases != cases.Length)
                    throw new InvalidOperationException($"The peer ran {peer.Cases} cases, we {cases.Length}.");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn {turn + 1}: ours {count / cpu:F0}, certlogic-js {peer.Count / peer.CpuSeconds:F0} evaluations per CPU-second"));
                (ours, theirs) = (ours + (count / cpu), theirs + (peer.Count / peer.CpuSeconds));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CertLogic: {ours / theirs:F1} × certlogic-js over {cases.Length} cases of the public business rules"));
        }

        private static bool Accepts(Expression rule, in Value data)
        {
            try
            {
                return rule.Evaluate(data).IsTruthy;
            }
            catch (CertLogicException)
            {
                return false;
            }
        }

        private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;

        private static async Task<PeerRun> PeerAsync(string peer, string folder, int seconds)
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["peer.mjs", Path.GetFullPath(folder), seconds.ToString(CultureInfo.InvariantCulture)])
            {
                WorkingDirectory = peer,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }) ?? throw new InvalidOperationException("node does not start.");
            var said = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return JsonSerializer.Deserialize<PeerRun>(said, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("The peer said nothing: npm ci in bench/Rules/peer.");
        }

        private sealed record PeerRun(int Cases, long Count, double CpuSeconds);
    }
}
