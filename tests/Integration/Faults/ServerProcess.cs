using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

/// <summary>The program as it really runs: <c>redvest serve</c> in a process that can be killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private ServerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Plain HTTP on this machine.</summary>
    internal HttpClient Client { get; private set; } = new();

    internal string Said => string.Join('\n', _said);

    /// <summary>Starts it and waits until it says that it can work.</summary>
    internal static async Task<ServerProcess> StartAsync(string dataFolder, string? postgres, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(Exit).Assembly.Location, "serve", "--no-demo", "--port", "0", "--tls-port", "0", "--data", dataFolder,
                .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres],
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!); // not through a shell: a new process
        try
        {
            await server.WaitUntilReadyAsync(Path.Combine(dataFolder, "operator.json"));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(RedVestHost.Stop);
    }

    /// <summary>What a service manager sends; the exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(RedVestHost.Stop);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        Client.Dispose();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string operatorFile)
    {
        while (true)
        {
            Assert.False(_process.HasExited, $"The server ended by itself:\n{Said}");
            if (OperatorFile.Read(operatorFile) is { } running && running.ProcessId == _process.Id)
            {
                Client.Dispose();
                Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = running.Address };
                if ((await Client.GetAsync("/readyz", RedVestHost.Stop)).IsSuccessStatusCode)
                    return;
            }

            await Task.Delay(50, RedVestHost.Stop);
        }
    }
}
