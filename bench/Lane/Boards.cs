using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RedVest.Bench;

/// <summary>
/// How late an open board shows a car after its verdict was acknowledged: many boards watch one post, on which a whole day has passed already,
/// while a lane pushes and a marshaller tallies. Every board is timed for every car.
/// </summary>
internal static class Boards
{
    private const int CarsBefore = 3000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(370); // no multiple of the boards' pace

    public static async Task<int> RunAsync(int watchers, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("redvest-bench-").FullName;
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", folder, "2", "sqlite"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var serving = JsonSerializer.Deserialize<Serving>((await server.StandardOutput.ReadLineAsync())!)!;
            await WatchAsync(server, serving, watchers, time);
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WatchAsync(Process server, Serving serving, int watchers, TimeSpan time)
    {
        var county = serving.County;
        using var lane = await ConnectAsync(serving.Port);
        using var marshaller = await ConnectAsync(serving.Port);
        var traffic = new Traffic(county, county.Devices[0], "/api/v1/sync/push", 0);
        var tally = new Tally(county, county.Devices[1]);
        for (var car = 0; car < CarsBefore; car++)
            await SendAsync(lane, traffic.Next());

        using var ends = new CancellationTokenSource();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = watchers }) { BaseAddress = new Uri($"http://127.0.0.1:{serving.Port}"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Operator", serving.Token);
        http.DefaultRequestHeaders.Add("X-RedVest-Owner", County.Owner.ToString(CultureInfo.InvariantCulture));
        var boards = Enumerable.Range(0, watchers).Select(_ => new Watched()).ToList();
        var watching = boards.ConvertAll(board => Task.Run(() => FollowAsync(http, county.Checkpoint, board, ends.Token)));
        while (!boards.TrueForAll(b => b.Seen.Count > 0))
            await Task.Delay(100);

        await Task.Delay(2000);
        var spent = server.TotalProcessorTime;
        var acknowledged = new List<(int Vehicles, long At)>();
        var start = Stopwatch.GetTimestamp();
        for (var vehicles = CarsBefore; Stopwatch.GetElapsedTime(start) < time;)
        {
            await SendAsync(marshaller, tally.Next());
            await SendAsync(lane, traffic.Next());
            acknowledged.Add((++vehicles, Stopwatch.GetTimestamp()));
            await Task.Delay(Between);
        }

        await Task.Delay(3000);
        server.Refresh();
        spent = server.TotalProcessorTime - spent;
        await ends.CancelAsync();
        await Task.WhenAll(watching);
        Say(watchers, boards, acknowledged, spent, time);
    }

    private static void Say(int watchers, List<Watched> boards, List<(int Vehicles, long At)> acknowledged, TimeSpan spent, TimeSpan time)
    {
        var late = new List<double>(boards.Count * acknowledged.Count);
        var missed = 0;
        foreach (var board in boards)
        {
            var at = 0;
            foreach (var (vehicles, acknowledgedAt) in acknowledged)
            {
                while (at < board.Seen.Count && board.Seen[at].Vehicles < vehicles)
                    at++;
                if (at == board.Seen.Count)
                    missed++;
                else
                    late.Add(Stopwatch.GetElapsedTime(acknowledgedAt, board.Seen[at].At).TotalMilliseconds);
            }
        }

        late.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{watchers} boards, {acknowledged.Count} cars after {CarsBefore}: shown after p50 {late[late.Count / 2]:F0} ms, p99 {late[(int)(late.Count * 0.99)]:F0} ms, latest {late[^1]:F0} ms; {missed} not shown; server busy {spent / time:P0} of one core, {boards.Sum(b => b.Bytes) / boards.Sum(b => b.Seen.Count)} bytes a board"));
    }

    private sealed class Watched
    {
        public List<(int Vehicles, long At)> Seen { get; } = [];

        public long Bytes { get; set; }
    }

    private static async Task FollowAsync(HttpClient http, Guid checkpoint, Watched board, CancellationToken ends)
    {
        try
        {
            using var answer = await http.GetAsync($"/api/v1/checkpoints/{checkpoint}/board/live", HttpCompletionOption.ResponseHeadersRead, ends);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ends));
            while (await lines.ReadLineAsync(ends) is { } line)
            {
                if (!line.StartsWith("data: ", StringComparison.Ordinal))
                    continue;
                var at = Stopwatch.GetTimestamp();
                const string name = "\"entry.vehicles\",\"value\":";
                var from = line.IndexOf(name, StringComparison.Ordinal) + name.Length;
                board.Seen.Add((int.Parse(line.AsSpan(from, line.IndexOf(',', from) - from), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), at));
                board.Bytes += line.Length;
            }
        }
        catch (OperationCanceledException)
        {
            // the bench is over
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static async Task SendAsync(Socket socket, byte[] request)
    {
        await socket.SendAsync(request);
        if (!await Load.ReadAsync(socket, new byte[16 * 1024]))
            throw new InvalidOperationException("The server did not take it.");
    }

    /// <summary>The presses of a marshaller, one car a push.</summary>
    private sealed class Tally(County county, BenchDevice device)
    {
        private readonly long _wall = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _seq;

        public byte[] Next()
        {
            var now = DateTimeOffset.UtcNow;
            var mono = (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
            var body = string.Create(CultureInfo.InvariantCulture,
                $$$"""{"push":"{{{Guid.CreateVersion7(now)}}}","epoch":1,"anchors":[{"life":"{{{device.Life}}}","ticket":"{{{device.Ticket}}}","mono":0,"wall":{{{_wall}}}}],"records":[{"id":"{{{Guid.CreateVersion7(now)}}}","seq":{{{++_seq}}},"kind":"tally.arrived","subject":"{{{county.Lane}}}","life":"{{{device.Life}}}","mono":{{{mono}}},"wall":{{{_wall + mono}}},"officer":null,"body":{"lane":"{{{county.Lane}}}","checkpoint":"{{{county.Checkpoint}}}"}}]}""");
            return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"POST /api/v1/sync/push HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {device.Token}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        }
    }
}
