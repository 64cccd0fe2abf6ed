using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel.Access;
using RedVest.Registry;

namespace RedVest.Demo;

/// <summary>The demo county as <c>data/demo/jiaocheng.json</c> describes it.</summary>
internal sealed record DemoCounty(
    int Owner,
    DisplayName Name,
    int UtcOffsetMinutes,
    DemoOutbreak Outbreak,
    string Pack,
    string PackOwner,
    string PackApprover,
    DemoCheckpoint Checkpoint,
    IReadOnlyList<DemoOrganisation> Organisations,
    IReadOnlyList<DemoStaff> Staff,
    IReadOnlyList<DemoAccount> Accounts,
    int Residents,
    string Surnames,
    IReadOnlyList<string> GivenNames)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter<DemoScope>(JsonNamingPolicy.CamelCase) } };

    internal static DemoCounty Read() =>
        JsonSerializer.Deserialize<DemoCounty>(File.ReadAllText(Shipped.File("data", "demo", "jiaocheng.json")), Json)
        ?? throw new JsonException("The demo county is empty.");
}

/// <param name="Source">The dates of the sources, kept as text: the demo's own days are counted from the day it is loaded.</param>
internal sealed record DemoOutbreak(string Disease, DisplayName Name, string LegalBasis, string Area, string Source);

internal sealed record DemoCheckpoint(DisplayName Name, string Kind, long Division, string Shifts, IReadOnlyList<DemoLane> Lanes);

internal sealed record DemoLane(int Number, DisplayName Name, string Direction, string Category);

internal sealed record DemoOrganisation(string Key, string Kind, string Zh, string En);

/// <param name="Unit">Key of the home unit that lends this person.</param>
internal sealed record DemoStaff(string Name, string Unit, string Post);

internal sealed record DemoAccount(string UserName, string Name, string Role, DemoScope At)
{
    internal Role Means => Enum.Parse<Role>(Role);
}

internal enum DemoScope
{
    County,
    Checkpoint,
}
