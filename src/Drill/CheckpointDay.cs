using RedVest.Drill.Devices;
using RedVest.Drill.Hands;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Verify;
using RedVest.Drill.Words;

namespace RedVest.Drill;

/// <param name="DataFolder">Where the server keeps its data; its operator file lies there.</param>
public sealed record CheckpointDayOptions(string DataFolder)
{
    /// <summary>Times real time; null is as fast as the server takes it.</summary>
    public double? Speed { get; init; }

    /// <summary>Name or id of the checkpoint; null leaves the choice to the server.</summary>
    public string? Post { get; init; }

    /// <summary>Path of a file with somebody's real counts.</summary>
    public string? Arrivals { get; init; }

    /// <summary>Another address than that of the operator file.</summary>
    public Uri? Server { get; init; }

    public int Seed { get; init; } = 20220414;

    public bool Json { get; init; }

    /// <summary>How much happens; null is a day of the reference scenario.</summary>
    public DayTargets? Targets { get; init; }
}

/// <summary>Plays one day at one checkpoint through the public API, as phones at its lanes do, and compares its own list with the platform's.</summary>
public sealed class CheckpointDay(TimeProvider clock, Func<Uri, HttpClient>? connect = null)
{
    private const int Unequal = 1, BadInput = 65, Unavailable = 69, Interrupted = 130;

    /// <returns>0 only if the difference is 0; 1 with a difference, 65 for a file that cannot be read, 69 when the server is away or refuses.</returns>
    public async Task<int> RunAsync(CheckpointDayOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var file = options.Arrivals is null ? null : await ReadAsync(options.Arrivals, cancellationToken);
            var reports = await PlayAsync(options, file, options.Json ? TextWriter.Null : output, cancellationToken);
            foreach (var report in reports)
            {
                if (options.Json)
                    report.WriteJson(output);
                else
                    report.Write(output);
            }

            return reports.All(r => r.Comparison.Difference == 0) ? 0 : Unequal;
        }
        catch (ArrivalsException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return BadInput;
        }
        catch (RefusedException refused)
        {
            await errors.WriteLineAsync($"{refused.Message} ({refused.Code})");
            return Unavailable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (HttpRequestException)
        {
            await errors.WriteLineAsync(Say.Text("drill.no-server"));
            return Unavailable;
        }
    }

    private static async Task<ArrivalsFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArrivalsException("drill.arrivals-file", path);
        }

        var file = ArrivalsFile.Read(text);
        return file.Lanes.Count <= Post.MostLanes ? file : throw new ArrivalsException("drill.file-lanes", file.Lanes.Count, Post.MostLanes);
    }

    /// <summary>All posts that were asked for, at once.</summary>
    private async Task<Report[]> PlayAsync(CheckpointDayOptions options, ArrivalsFile? file, TextWriter output, CancellationToken cancellationToken)
    {
        var server = OperatorFile.Read(options.DataFolder)
            ?? throw new RefusedException("no-operator", Say.Text("drill.no-operator", Path.Combine(options.DataFolder, OperatorFile.Name)));
        using var http = Connection.To(options.Server ?? server.Address, connect);
        var chosen = await Post.ChooseAsync(http, server.Token, options.Post, cancellationToken);
        var posts = new List<Post>();
        foreach (var post in chosen.Cast<PostSaid?>().DefaultIfEmpty())
            posts.Add(await Post.OpenAsync(http, server.Token, post, file?.Lanes, live: false, cancellationToken));
        var shown = TextWriter.Synchronized(output);
        return await Task.WhenAll(posts.Select(post => PlayAsync(post, options, file, shown, cancellationToken)));
    }

    private async Task<Report> PlayAsync(Post post, CheckpointDayOptions options, ArrivalsFile? file, TextWriter output, CancellationToken cancellationToken)
    {
        var start = post.Start;
        var request = post.Request(options.Seed);
        var plan = file is not null ? PlanArrivals.Make(request, file) : PlanDay.Make(request, options.Targets ?? DayTargets.Of(post.Kind, options.Seed));
        var devices = await post.EnrolAsync(TimeSource.Stated, start.DayStart, cancellationToken);
        await output.WriteLineAsync(Say.Text("drill.begin", $"{start.Day:yyyy-MM-dd}", post.Name, plan.Vehicles, plan.Persons, devices.Length));
        var own = new OwnList();
        var pace = new Pace(options.Speed, TimeSpan.Zero, clock);
        var (workers, change) = await PostCrew.WorkAsync(
            plan, post.Lanes, devices, Behaviour.Of, pace, start.DayStart, TimeSpan.Zero, own, options.Seed, start.Day, cancellationToken);
        if (own.Handovers.Count > 0)
            await SignDay.RunAsync(post.Office, devices[^1], change, own, start.Day, start.DayStart, cancellationToken);
        var report = await CompareAsync(post, workers, change.Shifts, own, cancellationToken);
        foreach (var device in devices)
            device.Dispose();
        return report;
    }

    /// <summary>A board may be a second old: a difference is looked at again before it is told.</summary>
    private async Task<Report> CompareAsync(
        Post post, IReadOnlyList<WorkerSaid> workers, IReadOnlyList<DrillShift> shifts, OwnList own, CancellationToken cancellationToken)
    {
        const int Looks = 4;
        var lanes = post.Start.Lanes.ToDictionary(l => l.Id, l => $"{l.Number} {l.Name}");
        for (var look = 1; ; look++)
        {
            var platform = await PlatformDay.AskAsync(post.Office, post.Start.CheckpointId, post.Start.Day, cancellationToken);
            platform = platform with
            {
                Failed = await FiguresAsync(post, "entry.failed.", own.Asked, cancellationToken),
                Doubts = await FiguresAsync(post, "entry.", FigureKeys.Doubts, cancellationToken),
                SelfRegistered = await post.Office.ShareAsync(FigureKeys.SelfRegistered, post.Start.CheckpointId, post.Start.Day, cancellationToken),
            };
            if (own.Handovers.Count > 0)
                platform = platform with { Shifts = await SheetsAsync(post, shifts, cancellationToken) };
            var comparison = Comparison.Of(own, platform, lanes, workers.Sum(w => w.Device.Outbox.InNeedOfAPerson.Count()));
            if (comparison.Difference == 0 || look == Looks)
                return new(post.Name, post.Start.Day, post.Start.CheckpointId, workers, platform, comparison);
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<(SheetSaid, Func<TimeSpan, bool>)>> SheetsAsync(Post post, IReadOnlyList<DrillShift> shifts, CancellationToken cancellationToken)
    {
        var sheets = new List<(SheetSaid, Func<TimeSpan, bool>)>();
        foreach (var shift in shifts)
            sheets.Add((await post.Office.ShiftAsync(post.Start.CheckpointId, post.Start.Day, shift.Number, cancellationToken), shift.Holds));
        return sheets;
    }

    /// <summary>Figures by the last part of their keys.</summary>
    private static async Task<Dictionary<string, long>> FiguresAsync(Post post, string of, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, long>();
        foreach (var item in items)
            values[item] = await post.Office.FigureAsync(of + item, post.Start.CheckpointId, post.Start.Day, cancellationToken);
        return values;
    }
}
