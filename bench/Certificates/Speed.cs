using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RedVest.Unit.Tests.Certificates;

namespace RedVest.Certificates.Bench;

/// <summary>The full chain, text to outcome, beside bare ECDSA of OpenSSL and loops in Node, one after the other in one run; all per second of processor time.</summary>
internal static partial class Speed
{
    public static int Run(int seconds, string? peers)
    {
        var mutator = new CodeMutator(seed: 1);
        var verifier = new Verifier(new TrustList(mutator.Trust.Keys.DistinctBy(key => Convert.ToHexString(key.Kid.Span)))); // no kid twice, as almost everywhere
        var texts = mutator.GoodTexts.Where(text => verifier.Read(text, CodeMutator.At).Algorithm == TrustedKey.Es256).ToArray();
        var ours = Ours(verifier, texts, 2);
        ours = Ours(verifier, texts, seconds);
        var openssl = OpenSsl(seconds);
        Say("full chain, C#", ours);
        Say("openssl speed ecdsap256 verify", openssl, ours);
        var file = Write(verifier.Trust, texts, seconds);
        Say("loop in Node, native crypto", Node("loop.mjs", file, null), ours);
        Say("the same, key imported each time", Node("loop.mjs", file, "fresh"), ours);
        if (peers is not null) Say("@pathcheck/dcc-sdk in Node", Node("pathcheck.mjs", file, peers), ours);
        File.Delete(file);
        return 0;
    }

    private static double Ours(Verifier verifier, string[] texts, int seconds)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var wall = Stopwatch.StartNew();
        var count = 0L;
        while (wall.Elapsed.TotalSeconds < seconds)
        {
            foreach (var text in texts)
            {
                if (verifier.Read(text, CodeMutator.At, CodeMutator.Rule).Outcome != Outcome.Accepted) throw new InvalidOperationException("A good code was not accepted.");
                count++;
            }
        }

        process.Refresh();
        Console.WriteLine($"  {(GC.GetAllocatedBytesForCurrentThread() - bytes) / count} bytes allocated a code");
        return count / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static double OpenSsl(int seconds)
    {
        var said = Output("openssl", "speed", "-seconds", seconds.ToString(CultureInfo.InvariantCulture), "ecdsap256");
        return double.Parse(Rate().Match(said).Groups["verifications"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Node says codes per second of its own processor time.</summary>
    private static double Node(string script, string file, string? folder) =>
        double.Parse(Output("node", Path.Combine(AppContext.BaseDirectory, "peer", script), file, folder ?? "").Trim(), CultureInfo.InvariantCulture);

    private static string Write(TrustList trust, string[] texts, int seconds)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            seconds,
            texts,
            keys = trust.Keys.Select(key => new { kid = Convert.ToBase64String(key.Kid.Span), publicKey = Convert.ToBase64String(key.PublicKey.Span), algorithm = key.Algorithm }),
        }));
        return file;
    }

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException(program);
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException(errors.Result);
    }

    private static void Say(string name, double perSecond, double? ours = null) =>
        Console.WriteLine($"{name,-34} {perSecond,10:F0} a CPU-second{(ours is { } rate ? $"   ours is {rate / perSecond:F2} x" : "")}");

    /// <summary>The last of the four columns: verifications a second.</summary>
    [GeneratedRegex(@"nistp256\)?\s+[\d.]+s\s+[\d.]+s\s+[\d.]+\s+(?<verifications>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
