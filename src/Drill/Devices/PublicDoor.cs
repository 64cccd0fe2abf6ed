using System.Net.Http.Json;
using System.Text.Json;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Devices;

/// <summary>What a resident's own telephone reaches by the code that hangs at the post: no account, no app, one question.</summary>
/// <param name="board">What the code says.</param>
internal sealed class PublicDoor(HttpClient http, string board)
{
    /// <returns>The number to say at the lane; null when the door is busy, and the people show their cards.</returns>
    public async Task<string?> RegisterAsync(PassagePlan plan, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("api/v1/registrations", new
        {
            token = board,
            consent = true,
            plate = plan.Vehicle?.Plate,
            people = plan.Occupants.Select(o => new { o.Person.Name, o.Person.Document!.Kind, o.Person.Document.Number, o.Person.Phone, proxy = false }), // only who has one registers
        }, Wire.Json, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return (int)response.StatusCode == 429 ? null : throw await DeviceApi.RefusalAsync(response, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("number").GetString();
    }
}
