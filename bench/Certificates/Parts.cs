using System.Diagnostics;
using System.Security.Cryptography;
using RedVest.Unit.Tests.Certificates;

namespace RedVest.Certificates.Bench;

/// <summary>Where the time of one code goes.</summary>
internal static class Parts
{
    public static int Run()
    {
        var mutator = new CodeMutator(seed: 1);
        var verifier = new Verifier(new TrustList(mutator.Trust.Keys.DistinctBy(key => Convert.ToHexString(key.Kid.Span))));
        var text = mutator.GoodTexts.First(t => verifier.Read(t, CodeMutator.At).Algorithm == TrustedKey.Es256);
        var packed = new byte[Base45.MaxDecoded(text.Length)];
        Base45.TryDecode(text.AsSpan(4), packed, out var length, out _);
        var message = new byte[Verifier.LongestMessage];
        Inflate.TryRun(packed.AsSpan(0, length), message, out var written);
        message = message[..written];
        CoseSign1.TryRead(message, out var cose, out _);
        Claims.TryRead(cose!.Payload, out var claims, out _);
        var digest = new byte[32];
        cose.Digest(digest);
        var key = mutator.Trust.Keys.First(k => k.Verifies(cose.Algorithm, digest, cose.Signature.Span));
        var code = verifier.Open(text);
        var into = new byte[Verifier.LongestMessage];
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
        Console.WriteLine($"{text.Length} letters, {length} packed, {written} bytes");
        for (var round = 0; round < 2; round++)
        {
            Time("base45", () => Base45.TryDecode(text.AsSpan(4), packed, out _, out _));
            Time("inflate", () => Inflate.TryRun(packed.AsSpan(0, length), into, out _));
            Time("cose", () => CoseSign1.TryRead(message, out _, out _));
            Time("claims", () => Claims.TryRead(cose.Payload, out _, out _));
            Time("schema", () => DccSchema.Read(claims!.Dcc!, out _));
            Time("digest", () => cose.Digest(digest));
            Time("verify", () => key.Verifies(cose.Algorithm, digest, cose.Signature.Span));
            Time("bare ECDsa", () => ecdsa.VerifyHash(digest, cose.Signature.Span));
            Time("judge", () => code.At(CodeMutator.At, CodeMutator.Rule));
            Time("all", () => verifier.Read(text, CodeMutator.At, CodeMutator.Rule));
        }

        return 0;
    }

    private static void Time(string name, Action action)
    {
        const int Times = 30_000;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var n = 0; n < Times; n++) action();
        Console.WriteLine($"{name,-12} {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / Times,8:F2} us");
    }
}
