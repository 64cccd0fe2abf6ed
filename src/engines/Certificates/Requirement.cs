namespace RedVest.Certificates;

/// <summary>What today's rule asks of a certificate; the numbers come from the pack.</summary>
/// <param name="Kinds">The kinds that count.</param>
/// <param name="TestKinds">The kinds of test that count.</param>
/// <param name="SampleMinutes">The oldest sample that counts, in whole minutes; null when the rule sets none.</param>
/// <param name="Agents">The diseases that count (SNOMED codes); null for any.</param>
public sealed record Requirement(
    IReadOnlyList<CertificateKind> Kinds, IReadOnlyList<TestKind> TestKinds, long? SampleMinutes, IReadOnlyList<string>? Agents = null);
