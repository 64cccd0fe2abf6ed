using RedVest.Certificates;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>Signs one test certificate with the owner's key; any reader of EU certificates can check it against the exported public key. Nothing personal is kept.</summary>
public static class IssueTestCertificate
{
    private const string Country = "CN";

    /// <summary>How long readers believe it. How old a sample may be is the rule pack's.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <param name="Name">In one piece.</param>
    /// <param name="BirthDate">YYYY-MM-DD, YYYY-MM, YYYY or empty.</param>
    /// <param name="Agent">SNOMED code, from the shipped value set.</param>
    public sealed record Request(string Name, string BirthDate, TestKind Kind, bool IsNegative, DateTimeOffset SampledAt, string Facility, string Issuer, string Agent);

    /// <param name="Text">Of the code.</param>
    public sealed record Answer(string Id, string Text, HolderName Name);

    public static async Task<Answer> RunAsync(RedVestDb db, Caller me, KeyRing ring, Request request, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var signer = await OwnerSigner.OpenAsync(db, me, ring, SigningKeyRow.TestCertificate, clock, cancellationToken).ConfigureAwait(false);
        var now = clock.Now();
        var serial = Guid.CreateVersion7(now);
        var id = $"URN:UVCI:01:{Country}:{serial.ToString("N").ToUpperInvariant()}";
        var name = StandardName.Of(request.Name);
        var test = new NewTest(name, request.BirthDate, request.Kind, request.IsNegative, request.SampledAt, request.Facility, Country, request.Issuer, id);
        var text = CertificateSigner.Make(test.Certificate(request.Agent, now, now + Lifetime), signer.Kid, signer.Sign);
        await db.WriteAsync(me.Owner, me.Did("certificate-issued", serial, new { kid = Convert.ToHexString(signer.Kid) }), () => { }, cancellationToken).ConfigureAwait(false);
        return new Answer(id, text, name);
    }
}
