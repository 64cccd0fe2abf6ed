using System.Net;
using System.Text;
using RedVest.Integration.Tests.Faults;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-telemetry-").FullName;
    private readonly Collector _collector = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _collector.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Where_an_endpoint_is_named_traces_and_meters_arrive_there_and_nothing_that_was_asked_for()
    {
        await using var server = await ServerProcess.StartAsync(_folder, postgres: null, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });

        using var asked = await server.Client.GetAsync("/api/v1/users?q=zhangsan", RedVestHost.Stop);
        var (traces, meters) = (await _collector.ReceivedAsync("/v1/traces", "/api/v1/users"), await _collector.ReceivedAsync("/v1/metrics", "http.server.request.duration"));

        Assert.DoesNotContain("zhangsan", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("zhangsan", meters, StringComparison.Ordinal);
        Assert.Equal(Exit.Ok, await server.StopAsync());
    }

    /// <summary>Takes what exporters send. Only as much of the protocol as tells which names came.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<(string Path, string Text)> _received = [];

        public Collector()
        {
            for (var port = Random.Shared.Next(20_000, 30_000); !_listener.IsListening; port++)
            {
                Address = FormattableString.Invariant($"http://127.0.0.1:{port}/");
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Address);
                try
                {
                    _listener.Start();
                }
                catch (HttpListenerException)
                {
                    // taken; the next one
                }
            }

            _ = Task.Run(ListenAsync, RedVestHost.Stop);
        }

        public string Address { get; private set; } = "";

        /// <summary>What came to a path, once a word is among it.</summary>
        public async Task<string> ReceivedAsync(string path, string word)
        {
            for (var tries = 0; tries < 300; tries++)
            {
                string all;
                lock (_received)
                    all = string.Concat(_received.Where(r => r.Path == path).Select(r => r.Text));
                if (all.Contains(word, StringComparison.Ordinal))
                    return all;
                await Task.Delay(100, RedVestHost.Stop);
            }

            throw new TimeoutException($"{word} did not come to {path}.");
        }

        public void Dispose() => _listener.Close();

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body, RedVestHost.Stop);
                    lock (_received)
                        _received.Add((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }
    }
}
