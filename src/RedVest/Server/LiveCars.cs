using RedVest.Drill;

namespace RedVest;

/// <summary><c>--live</c>: cars pass the demo's checkpoint at a day's pace, through the public API like everybody else's.</summary>
internal sealed class LiveCars(ServerOptions options, TimeProvider clock, Readiness readiness, ILogger<LiveCars> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readiness.IsReady) // the drill finds the server by the operator's file, which is there by then
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stoppingToken);
        try
        {
            await new LiveDay(clock).RunAsync(options.DataFolder, null, name => log.LogInformation("Cars pass at {Checkpoint}.", name), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(exception, "No more cars pass; the server itself goes on.");
        }
    }
}
