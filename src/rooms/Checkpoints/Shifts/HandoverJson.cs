using System.Text.Encodings.Web;
using System.Text.Json;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Shifts;

/// <summary>How a handover's sheet is written and read. One that a newer app wrote may say more, and an older one less.</summary>
internal static class HandoverJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by programs, never put into a page
        Converters = { new InstantConverter() },
    };

    public static string Write(HandoverSheet sheet) => JsonSerializer.Serialize(sheet, Options);

    /// <summary>Null: nobody here can read it; what was signed is kept all the same.</summary>
    public static HandoverSheet? Read(string snapshot)
    {
        try
        {
            return JsonSerializer.Deserialize<HandoverSheet>(snapshot, Options) is { } sheet ? Whole(sheet) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Lists that were left out are empty.</summary>
    private static HandoverSheet Whole(HandoverSheet s) => s with
    {
        Persons = [.. (s.Persons ?? []).Select(p => p with { Needs = p.Needs ?? [] })],
        Trips = s.Trips ?? [],
        Devices = s.Devices ?? [],
        Incidents = s.Incidents ?? [],
        Rules = [.. (s.Rules ?? []).Select(r => r with { Changes = r.Changes ?? [] })],
        Figures = s.Figures ?? new Dictionary<string, int>(),
        Unsigned = s.Unsigned ?? [],
        Lines = s.Lines ?? [],
    };
}
