using RedVest.Certificates;
using RedVest.Kernel.Rules;

namespace RedVest.Kernel.Trust;

/// <summary>What a pack asks of signed codes, in the verifier's words.</summary>
public static class AcceptedCodes
{
    /// <returns>Null for a pack that rules on no code: then none is accepted.</returns>
    public static Requirement? Of(Pack? pack) => pack?.Certificates is not { } accepted ? null : new Requirement(
        [.. accepted.Kinds.Select(Kind)],
        [.. accepted.TestKinds.Select(kind => kind switch { "naat" => TestKind.Naat, "antigen" => TestKind.Antigen, _ => throw Unknown(kind) })],
        accepted.SampleMinutes);

    private static CertificateKind Kind(string kind) => kind switch
    {
        "vaccination" => CertificateKind.Vaccination,
        "test" => CertificateKind.Test,
        "recovery" => CertificateKind.Recovery,
        _ => throw Unknown(kind),
    };

    /// <summary>The loader lets no other pass.</summary>
    private static InvalidOperationException Unknown(string kind) => new($"'{kind}' is no kind of certificate or test.");
}
