namespace RedVest.Kernel.Rules;

/// <summary>Which signed codes the rules of a pack can use (docs/certificates.md).</summary>
/// <param name="Kinds">vaccination, test, recovery.</param>
/// <param name="TestKinds">naat, antigen.</param>
/// <param name="SampleMinutes">Longest age of a sample.</param>
/// <param name="SampleParameter">The pack's parameter with that number.</param>
public sealed record AcceptedCertificates(IReadOnlyList<string> Kinds, IReadOnlyList<string> TestKinds, int? SampleMinutes, string? SampleParameter)
{
    internal static AcceptedCertificates Read(PackReader json, Dictionary<string, Parameter> parameters)
    {
        json.Only("kinds", "testKinds", "sampleMinutes");
        var parameter = json.Has("sampleMinutes") ? json.Text("sampleMinutes") : null;
        var minutes = parameter is null ? null : parameters.TryGetValue(parameter, out var known) ? known : throw json.Any("sampleMinutes").Refuse("not one of the parameters");
        return new AcceptedCertificates(
            Among(json, "kinds", "vaccination", "test", "recovery"), json.Has("testKinds") ? Among(json, "testKinds", "naat", "antigen") : [], minutes?.Value, parameter);
    }

    private static IReadOnlyList<string> Among(PackReader json, string name, params string[] known) =>
        PackLoader.Distinct(json, name) is var texts && texts.All(known.Contains) ? texts : throw json.Any(name).Refuse($"must be among {string.Join(", ", known)}");
}
