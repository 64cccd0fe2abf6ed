using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Verify;
using RedVest.Drill.Words;

namespace RedVest.Drill;

/// <summary>The checkpoint of a drill on a running server, and the day the server gave it.</summary>
internal sealed class Post(HttpClient http, OperatorApi office, string kind, Part part, StartAnswer start)
{
    public const int MostLanes = 60;

    /// <summary>What somebody types who wants the big posts, all at once.</summary>
    private const string All = "all";

    public OperatorApi Office => office;

    public StartAnswer Start => start;

    /// <summary>town-border, motorway-exit, …</summary>
    public string Kind => kind;

    public string Name => start.CheckpointName?.ToString() ?? start.CheckpointId.ToString();

    public IReadOnlyList<Guid> Lanes { get; } = [.. start.Lanes.Select(l => l.Id)];

    public PlanRequest Request(int seed) => new(seed, start.Day, [.. start.Lanes.Select(l => new LanePlan(l.Direction, l.Category))])
    {
        Mix = DayMix.Of(kind),
        PassPlates = kind == DayMix.ParkGate ? [] : start.PassPlates ?? [], // they come by the border: nobody is at two posts at once
        Part = part,
    };

    /// <summary>The posts that a word of the command line means: a name or a part of it, <c>all</c> for the big ones, null for the busiest.</summary>
    /// <returns>None only where the server has no demo.</returns>
    /// <exception cref="RefusedException">There is no such post, or more than one.</exception>
    public static async Task<IReadOnlyList<PostSaid>> ChooseAsync(HttpClient http, string token, string? post, CancellationToken cancellationToken)
    {
        var all = Parted(await new OperatorApi(http, token).PostsAsync(cancellationToken));
        if (post is null || all.Count == 0)
            return [.. all.Take(1)];
        var fit = post == All ? all.Where(p => p.Kind is DayMix.TownBorder or DayMix.MotorwayExit).ToList() : all.Where(p => IsCalled(p, post)).ToList();
        return fit.Count == 0 ? throw new RefusedException("unknown-post", Say.Text("drill.unknown-post", post, string.Join(", ", all.Select(p => p.Name))))
            : fit.Count > 1 && post != All ? throw new RefusedException("many-posts", Say.Text("drill.many-posts", post, string.Join(", ", fit.Select(p => p.Name))))
            : fit;
    }

    /// <summary>Opens a drill at a post; at the server's own choice when null.</summary>
    /// <exception cref="RefusedException">The server refuses, for example outside a demo.</exception>
    public static async Task<Post> OpenAsync(HttpClient http, string token, PostSaid? post, IReadOnlyList<string>? lanes, bool live, CancellationToken cancellationToken)
    {
        var office = new OperatorApi(http, token, post?.Owner);
        var devices = Math.Max(lanes?.Count ?? post?.Lanes ?? 0, Behaviour.Troubles + 1) + PostCrew.Hands;
        var start = await office.StartAsync(new(post?.Id, lanes, devices, live), cancellationToken);
        return start.Lanes.Count > 0 ? new(http, office, post?.Kind ?? DayMix.TownBorder, post?.Part ?? Part.Whole, start) : throw new RefusedException("no-lanes", Say.Text("drill.no-lanes"));
    }

    /// <summary>One device for each code: those at the lanes first, each at the lane of its turn, then those of <see cref="PostCrew.Hands"/>.</summary>
    public async Task<LaneDevice[]> EnrolAsync(TimeSource time, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var api = new DeviceApi(http);
        return await Task.WhenAll(start.Codes.Select(async (code, at) =>
        {
            var key = new DeviceKey();
            var name = Say.Text("drill.device-name", at + 1);
            return new LaneDevice(api, key, await api.EnrolAsync(new(code, name, key.PublicKey), cancellationToken), name, new(now), time)
            {
                Door = start.Board is { } board ? new(http, board) : null,
            };
        }));
    }

    /// <summary>To each post its own cars and people, the same in every drill: drills of two posts may play the same day one after the other.</summary>
    private static List<PostSaid> Parted(IReadOnlyList<PostSaid> posts)
    {
        var order = posts.Select(p => p.Id).Order().ToList();
        return [.. posts.Select(p => p with { Part = new(order.IndexOf(p.Id), order.Count) })];
    }

    private static bool IsCalled(PostSaid post, string name) =>
        post.Id.ToString() == name || Plain(post.Name.Zh).Contains(Plain(name), StringComparison.Ordinal) || Plain(post.Name.En).Contains(Plain(name), StringComparison.Ordinal);

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
