using System.Text.Json;
using RedVest.Kernel.Access;
using RedVest.Registry;

namespace RedVest.Demo;

/// <summary>The demo as <c>data/demo/demo.json</c> and the files it names describe it: readable data, nothing of it in the program.</summary>
/// <param name="PackOwner">The user name of whoever proposes the pack.</param>
/// <param name="Owners">Files of the owners; the first is the county that the demo is about.</param>
/// <param name="Surnames">One character each.</param>
internal sealed record DemoFiles(
    string Pack, string PackOwner, string PackApprover, IReadOnlyList<string> Owners, DemoOutbreak Outbreak, string Surnames, IReadOnlyList<string> GivenNames)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static DemoFiles Read() => Read<DemoFiles>("demo.json");

    internal IReadOnlyList<DemoOwner> ReadOwners() => [.. Owners.Select(Read<DemoOwner>)];

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Shipped.File("data", "demo", file)), Json) ?? throw new JsonException($"{file} is empty.");
}

/// <param name="Source">The dates of the sources, kept as text: the demo's own days are counted from the day it is loaded.</param>
internal sealed record DemoOutbreak(string Disease, DisplayName Name, string LegalBasis, string Source);

/// <summary>A county or a city with all that is known of it on day 0.</summary>
internal sealed record DemoOwner(
    int Owner,
    DisplayName Name,
    int UtcOffsetMinutes,
    IReadOnlyList<DemoPlace> Places,
    IReadOnlyList<DemoOrganisation> Organisations,
    IReadOnlyList<DemoPost> Posts,
    IReadOnlyList<DemoAccount> Accounts,
    int Residents,
    DemoPasses? Passes,
    IReadOnlyList<DemoTrip>? Trips);

/// <summary>Commuter passes for the first so many of the residents.</summary>
/// <param name="Posts">Keys.</param>
/// <param name="Employers">Keys of companies, in turn.</param>
/// <param name="Days">How long they hold.</param>
internal sealed record DemoPasses(
    int Count, IReadOnlyList<string> Posts, IReadOnlyList<string> Employers, int Days, int TestHours, string EmployerProof, string CommunityProof);

/// <summary>A lorry that somebody announces.</summary>
/// <param name="InMinutes">When it is expected, counted from the load.</param>
internal sealed record DemoTrip(
    string Post, string Consignee, string Consignor, string Goods, string Plate, string? Trailer, string? Permit, string From, string To, int InMinutes);

internal sealed record DemoPlace(string Kind, DisplayName Name, long Division);

/// <param name="Parent">Key of the unit it belongs to; that one stands before it.</param>
internal sealed record DemoOrganisation(string Key, string Kind, DisplayName Name, string? Parent);

/// <param name="Hours">Null: round the clock.</param>
/// <param name="Gate">The shipped template it asks by, version 1.</param>
internal sealed record DemoPost(
    string Key, DisplayName Name, string Kind, string? Gate, long Division, string Shifts, string? Neighbour,
    IReadOnlyList<DemoLane> Lanes, IReadOnlyList<DemoStation> Stations, IReadOnlyList<DemoGroup> People, string? Hours = null);

internal sealed record DemoLane(int Number, DisplayName Name, string Direction, string Category, int Positions = 1);

/// <param name="Invented">The sources do not name it; screens say so.</param>
internal sealed record DemoStation(int Number, string Kind, DisplayName Name, string Zone, int? Capacity, bool Invented);

/// <summary>People of one unit who do the same at a post.</summary>
/// <param name="Unit">Key of the home unit.</param>
/// <param name="Party">How many of them are Party members.</param>
/// <param name="Crews">Letters, dealt out in turn; null: they work in no crew.</param>
/// <param name="Names">Of the first ones; the others' are drawn.</param>
internal sealed record DemoGroup(string Unit, string Function, int Staff, int Party, string? Crews, IReadOnlyList<string>? Names);

/// <param name="Post">Key of the post the role is for; null: for the whole owner.</param>
internal sealed record DemoAccount(string UserName, string Name, string Role, string? Post)
{
    internal Role Means => Enum.Parse<Role>(Role);
}

internal sealed record DemoLogin(string UserName, string Password, string Role, string Name);
