using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RedVest.Drill.Devices;

namespace RedVest.Drill.Verify;

/// <summary>What the drill asks the server as its operator: a day to play, and what the platform has counted of it.</summary>
/// <param name="owner">Whose post it is about; null: the server's own choice.</param>
internal sealed class OperatorApi(HttpClient http, string token, int? owner = null)
{
    private const int PageSize = 200;

    public Task<StartAnswer> StartAsync(StartRequest request, CancellationToken cancellationToken) =>
        AskAsync<StartAnswer>(HttpMethod.Post, "api/v1/drill/start", JsonContent.Create(request, options: Wire.Json), cancellationToken);

    /// <summary>The posts of all demo owners, the busiest first.</summary>
    public async Task<IReadOnlyList<PostSaid>> PostsAsync(CancellationToken cancellationToken) =>
        (await AskAsync<PostRows>(HttpMethod.Get, "api/v1/drill/posts", null, cancellationToken)).Rows;

    public async Task<CameSaid> YardAsync(Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        (await AskAsync<YardSaidNow>(HttpMethod.Get, $"api/v1/checkpoints/{checkpoint}/yard?day={Day(day)}", null, cancellationToken)).Came;

    /// <summary>The sheets of one shift.</summary>
    public Task<SheetSaid> ShiftAsync(Guid checkpoint, DateOnly day, int number, CancellationToken cancellationToken) =>
        AskAsync<SheetSaid>(HttpMethod.Get, $"api/v1/checkpoints/{checkpoint}/shifts/{Day(day)}/{number}", null, cancellationToken);

    /// <summary>Hands in the drill's own list as an independent count.</summary>
    public Task<JsonElement> CountsAsync(Guid checkpoint, IReadOnlyList<CountSaid> counts, CancellationToken cancellationToken) =>
        AskAsync<JsonElement>(HttpMethod.Post, "api/v1/drill/counts", JsonContent.Create(new { checkpointId = checkpoint, counts }, options: Wire.Json), cancellationToken);

    public async Task<long> FigureAsync(string figure, Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        (long)await ShareAsync(figure, checkpoint, day, cancellationToken);

    /// <summary>A figure that is no whole number.</summary>
    public async Task<double> ShareAsync(string figure, Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        (await AskAsync<FigureSaid>(HttpMethod.Get, $"api/v1/figures/{figure}?checkpoint={checkpoint}&day={Day(day)}", null, cancellationToken)).Value ?? 0;

    public Task<TripsSaid> TripsAsync(Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        AskAsync<TripsSaid>(HttpMethod.Get, $"api/v1/checkpoints/{checkpoint}/trips?day={Day(day)}", null, cancellationToken);

    public async Task<IReadOnlyList<LogRow>> LogAsync(Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        (await AskAsync<LogRows>(HttpMethod.Get, $"api/v1/checkpoints/{checkpoint}/log?day={Day(day)}", null, cancellationToken)).Rows;

    public Task<BoardSaid> BoardAsync(Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        AskAsync<BoardSaid>(HttpMethod.Get, $"api/v1/checkpoints/{checkpoint}/board?day={Day(day)}", null, cancellationToken);

    public Task<IReadOnlyList<PassageRow>> PassagesAsync(Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        PagesAsync($"api/v1/checkpoints/{checkpoint}/passages?day={Day(day)}", cancellationToken);

    /// <summary>The passages behind a figure.</summary>
    public Task<IReadOnlyList<PassageRow>> RecordsAsync(string figure, Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        PagesAsync($"api/v1/figures/{figure}/records?checkpoint={checkpoint}&day={Day(day)}", cancellationToken);

    private async Task<IReadOnlyList<PassageRow>> PagesAsync(string address, CancellationToken cancellationToken)
    {
        var rows = new List<PassageRow>();
        string? next = null;
        do
        {
            var after = next is null ? "" : "&after=" + Uri.EscapeDataString(next);
            var page = await AskAsync<PassageRows>(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{address}&limit={PageSize}{after}"), null, cancellationToken);
            rows.AddRange(page.Rows);
            next = page.Next;
        }
        while (next is not null);
        return rows;
    }

    private async Task<TAnswer> AskAsync<TAnswer>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Operator", token);
        if (owner is { } named)
            request.Headers.Add("X-RedVest-Owner", named.ToString(CultureInfo.InvariantCulture));
        using var response = await http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<TAnswer>(Wire.Json, cancellationToken))! // a success has a body
            : throw await DeviceApi.RefusalAsync(response, cancellationToken);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
