using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using RedVest.Certificates;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Trust;

namespace RedVest.Checkpoints.Passages;

/// <summary>A code as tried against one list of keys.</summary>
internal sealed record OpenedCode(TrustList Trust, SignedCode Code);

/// <summary>
/// Tries the signatures of codes that lanes show, on the request's thread: in a batch, where all lanes of an owner wait, nothing costly runs. The
/// same code comes several times within a minute (recognition, the record, a resend) and is tried once.
/// </summary>
internal sealed class LaneCodes(OwnerBooks books, TimeProvider clock)
{
    private const int Most = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <summary>By owner and SHA-256, so that no text of a code is kept as a key.</summary>
    private readonly ConcurrentDictionary<(int Owner, string Hash), (OpenedCode Code, DateTimeOffset At)> _recent = new();

    /// <summary>Against the keys as they were known last; who decides looks whether they have changed since.</summary>
    public OpenedCode Open(int owner, string text) => Open(owner, text, books.Latest(owner)?.Codes ?? new Verifier(TrustList.Empty));

    public OpenedCode Open(OwnerBook book, string text) => Open(book.Owner, text, book.Codes);

    private OpenedCode Open(int owner, string text, Verifier verifier)
    {
        var now = clock.GetUtcNow();
        var key = (owner, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        if (_recent.TryGetValue(key, out var known) && now - known.At < Kept && ReferenceEquals(known.Code.Trust, verifier.Trust))
            return known.Code;
        Forget(now);
        var opened = new OpenedCode(verifier.Trust, verifier.Open(text));
        _recent[key] = (opened, now);
        return opened;
    }

    /// <summary>What an occupant's code is worth at the event's time under the pack that decides; null when none was shown.</summary>
    /// <remarks>Whatever a phone claims of a test, only this may call it signed.</remarks>
    public static CertificateSaid? Judge(LaneContent content, OccupantSaid said, OwnerBook book, Pack pack, DateTimeOffset at)
    {
        if (Opened(content, said, book) is not { } code)
            return null;
        var reading = code.At(at, AcceptedCodes.Of(pack));
        return reading.Pass is not null && LanePasses.IsBelieved(reading) ? null : Say(reading); // a pass is no certificate; one that is not believed is a bad code
    }

    /// <summary>An occupant's code as tried against the keys that are believed now; null when none was shown.</summary>
    public static SignedCode? Opened(LaneContent content, OccupantSaid said, OwnerBook book) =>
        said.Code is null || !content.Codes.TryGetValue(said.N, out var opened) ? null
        : ReferenceEquals(opened.Trust, book.Codes.Trust) ? opened.Code
        : book.Codes.Open(said.Code); // the list changed since

    public static CertificateSaid Say(Reading reading)
    {
        var test = reading.Certificate?.Test;
        return new CertificateSaid(
            reading.Outcome.Code(),
            test?.Kind switch { TestKind.Naat => "naat", TestKind.Antigen => "antigen", _ => null },
            test?.Result switch { TestResult.Negative => "negative", TestResult.Positive => "positive", _ => null },
            test?.SampledAt,
            test?.ReportedAt)
        {
            IsTest = test is not null,
        };
    }

    private void Forget(DateTimeOffset now)
    {
        if (_recent.Count < Most)
            return;
        foreach (var (key, entry) in _recent)
        {
            if (now - entry.At >= Kept)
                _recent.TryRemove(key, out _);
        }

        if (_recent.Count >= Most)
            _recent.Clear(); // a flood of codes; the next ones are tried again
    }
}
