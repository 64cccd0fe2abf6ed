using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RedVest.Bench;

/// <summary>Closed-loop load: each connection sends a passage, waits for its answer, sends the next. Plain sockets, so that little is spent here.</summary>
internal static class Load
{
    /// <param name="PerSecond">Answers with status 200 a second.</param>
    /// <param name="ServerCpu">Microseconds of processor time the server process spent an answer: less noisy than the rate when others share the machine.</param>
    internal sealed record Result(double PerSecond, double P50, double P99, int Failed, double ServerCpu);

    public static async Task<Result> RunAsync(Process server, int port, string path, County county, int connections, TimeSpan warm, TimeSpan time)
    {
        var latencies = new List<double>[connections];
        var failed = 0;
        var start = Stopwatch.GetTimestamp();
        var (from, until) = (warm, warm + time);
        var spentBefore = Task.Delay(warm).ContinueWith(_ => Spent(server), TaskScheduler.Default);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            var mine = latencies[i] = [];
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var traffic = new Traffic(county, county.Devices[i], path, i);
            var buffer = new byte[16 * 1024];
            while (Stopwatch.GetElapsedTime(start) is var now && now < until)
            {
                await socket.SendAsync(traffic.Next());
                var ok = await ReadAsync(socket, buffer);
                if (now < from)
                    continue;
                mine.Add((Stopwatch.GetElapsedTime(start) - now).TotalMilliseconds);
                if (!ok)
                    Interlocked.Increment(ref failed);
            }
        })));
        var all = latencies.SelectMany(l => l).Order().ToList();
        var spent = Spent(server) - await spentBefore;
        return new Result((all.Count - failed) / time.TotalSeconds, At(all, 0.5), At(all, 0.99), failed, spent.TotalMicroseconds / Math.Max(1, all.Count));
    }

    private static TimeSpan Spent(Process server)
    {
        server.Refresh();
        return server.TotalProcessorTime;
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    internal static async Task<bool> ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (got == 0)
                throw new IOException("The server closed the connection.");
            length += got;
            if (IsWhole(buffer.AsSpan(0, length)))
                return buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8) && buffer.AsSpan(0, length).IndexOf("\"refused\""u8) < 0 && buffer.AsSpan(0, length).IndexOf("\"conflict\""u8) < 0;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var body = answer[(head + 4)..];
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return body.EndsWith("0\r\n\r\n"u8); // chunked
        return Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) && body.Length >= length;
    }
}

/// <summary>The passages of one connection: known cars with their known occupants, after each has passed once.</summary>
internal sealed class Traffic(County county, BenchDevice device, string path, int connection)
{
    private const int Cars = 40;
    private readonly string _head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {device.Token}\r\nContent-Length: ";
    private readonly long _wall = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _seq;
    private int _car;

    public byte[] Next()
    {
        var car = (connection * Cars) + (_car++ % Cars);
        var mono = (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
        var now = DateTimeOffset.UtcNow;
        var passage = Guid.CreateVersion7(now);
        var occupants = string.Join(',', Enumerable.Range(1, car % 3 == 0 ? 2 : 1).Select(n => string.Create(CultureInfo.InvariantCulture,
            $$"""{"n":{{n}},"role":"{{(n == 1 ? "driver" : "passenger")}}","way":"card","document":{"kind":"resident-id","number":"{{Document(car, n)}}"},"name":"张三丰","temperatureTenths":365,"healthCode":"green"}""")));
        var place = $"\"lane\":\"{county.Lane}\",\"checkpoint\":\"{county.Checkpoint}\"";
        var check = Record("checkpoints.check-started", passage, now, mono, $$"""{{{place}},"direction":"in","category":"local","vehicle":{"plate":"晋G{{car:D5}}","plateUnreadable":false},"occupants":[{{occupants}}],"proposal":null,"pack":null}""");
        var verdict = Record("checkpoints.verdict", passage, now, mono, $$"""{{{place}},"emergency":false,"given":"release","mustLook":false,"occupants":[{"n":1,"given":"release"}{{(car % 3 == 0 ? ",{\"n\":2,\"given\":\"release\"}" : "")}}],"deviceProposal":null,"serverProposal":null,"shown":"none"}""");
        var body = $$"""{"push":"{{passage}}","epoch":1,"anchors":[{"life":"{{device.Life}}","ticket":"{{device.Ticket}}","mono":0,"wall":{{_wall}}}],"records":[{{check}},{{verdict}}]}""";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_head}{Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
    }

    private string Record(string kind, Guid passage, DateTimeOffset now, long mono, string body) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":"{{Guid.CreateVersion7(now)}}","seq":{{++_seq}},"kind":"{{kind}}","subject":"{{passage}}","life":"{{device.Life}}","mono":{{mono}},"wall":{{_wall + mono}},"officer":null,"body":{{body}}}""");

    /// <summary>A number of the division that does not exist. Its check character is of no concern here: unusual numbers are taken too.</summary>
    private static string Document(int car, int n) => string.Create(CultureInfo.InvariantCulture, $"141198199{car % 10}0101{car / 10 % 1000:D3}{n}");
}
