using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Verify;
using RedVest.Drill.Words;

namespace RedVest.Drill;

/// <summary>The checkpoint of a drill on a running server, and the day the server gave it.</summary>
internal sealed class Post(HttpClient http, OperatorApi office, StartAnswer start)
{
    public const int MostLanes = 60;

    public OperatorApi Office => office;

    public StartAnswer Start => start;

    public string Name => start.CheckpointName?.ToString() ?? start.CheckpointId.ToString();

    /// <summary>Opens a drill at the checkpoint called <paramref name="post"/>; at the server's own choice when null.</summary>
    /// <exception cref="RefusedException">There is no such checkpoint, or the server refuses, for example outside a demo.</exception>
    public static async Task<Post> OpenAsync(HttpClient http, string token, string? post, IReadOnlyList<string>? lanes, bool live, CancellationToken cancellationToken)
    {
        var office = new OperatorApi(http, token);
        var checkpoint = post is null ? (Guid?)null : await FindAsync(office, post, cancellationToken);
        var devices = Math.Max(lanes?.Count ?? 0, Behaviour.Troubles + 1);
        var start = await office.StartAsync(new(checkpoint, lanes, devices, live), cancellationToken);
        return start.Lanes.Count > 0 ? new(http, office, start) : throw new RefusedException("no-lanes", Say.Text("drill.no-lanes"));
    }

    /// <summary>One device for each code, each at the lane of its turn.</summary>
    public async Task<LaneDevice[]> EnrolAsync(TimeSource time, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var api = new DeviceApi(http);
        return await Task.WhenAll(start.Codes.Select(async (code, at) =>
        {
            var key = new DeviceKey();
            var name = Say.Text("drill.device-name", at + 1);
            return new LaneDevice(api, key, await api.EnrolAsync(new(code, name, key.PublicKey), cancellationToken), name, new(now), time);
        }));
    }

    private static async Task<Guid> FindAsync(OperatorApi office, string post, CancellationToken cancellationToken)
    {
        var all = await office.CheckpointsAsync(cancellationToken);
        var wanted = Plain(post);
        var fit = all.Where(c => c.Id.ToString() == post || Plain(c.Name.Zh).Contains(wanted, StringComparison.Ordinal) || Plain(c.Name.En).Contains(wanted, StringComparison.Ordinal)).ToList();
        return fit switch
        {
            [var one] => one.Id,
            [] => throw new RefusedException("unknown-post", Say.Text("drill.unknown-post", post, string.Join(", ", all.Select(c => c.Name)))),
            _ => throw new RefusedException("many-posts", Say.Text("drill.many-posts", post, string.Join(", ", fit.Select(c => c.Name)))),
        };
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
