using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;

namespace RedVest.Drill;

/// <summary>Lets cars pass now, at the pace of an ordinary day, so that somebody who looks at the board sees it move.</summary>
public sealed class LiveDay(TimeProvider clock, Func<Uri, HttpClient>? connect = null)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(15);

    /// <summary>Runs until it is cancelled, from day to day. A server that is away for a while is waited for.</summary>
    /// <param name="dataFolder">Where the server's operator file lies.</param>
    /// <param name="post">Name or id of the checkpoint; null leaves the choice to the server.</param>
    /// <param name="began">Told the name of the checkpoint when the first cars come.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task RunAsync(string dataFolder, string? post, Action<string>? began, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RunOnceAsync(dataFolder, post, began, cancellationToken);
            }
            catch (Exception e) when (e is RefusedException { Code: not "not-a-demo" } or HttpRequestException)
            {
                await Task.Delay(BeforeNextTry, clock, cancellationToken);
            }
        }
    }

    private async Task RunOnceAsync(string dataFolder, string? post, Action<string>? began, CancellationToken cancellationToken)
    {
        var server = OperatorFile.Read(dataFolder) ?? throw new RefusedException("no-operator", OperatorFile.Name);
        using var http = Connection.To(server.Address, connect);
        var chosen = await Post.ChooseAsync(http, server.Token, post, cancellationToken);
        var open = await Post.OpenAsync(http, server.Token, chosen is [var busiest, ..] ? busiest : null, lanes: null, live: true, cancellationToken);
        var devices = await open.EnrolAsync(TimeSource.Tickets, clock.GetUtcNow(), cancellationToken);
        began?.Invoke(open.Name);
        for (var midnight = open.Start.DayStart; ; midnight += Day)
            await PlayAsync(open, devices, midnight, cancellationToken);
    }

    private async Task PlayAsync(Post post, LaneDevice[] devices, DateTimeOffset midnight, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow() - midnight;
        var day = post.Start.Day.AddDays((int)Math.Round((midnight - post.Start.DayStart).TotalDays));
        var plan = PlanDay.Make(post.Request(day.DayNumber), DayTargets.Of(post.Kind, day.DayNumber));
        var rest = plan with { Passages = [.. plan.Passages.Where(p => p.Times.Arrived > now)] };
        await PostCrew.WorkAsync(rest, post.Lanes, devices, _ => Behaviour.Plain, new(1, now, clock), midnight, now, new(), day.DayNumber, day, cancellationToken);
    }
}
