using RedVest.Kernel.Storage;

namespace RedVest.Unit.Tests.Storage;

public sealed class WriteGateTests
{
    private readonly WriteGate _gate = new();
    private readonly List<string> _order = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lane_goes_before_the_office_and_the_office_before_jobs_whoever_came_first()
    {
        var first = await _gate.EnterAsync(WriteLane.Office, Stop);
        Task[] waiting =
        [
            PassAsync(WriteLane.Job, "job"), PassAsync(WriteLane.Office, "office 1"), PassAsync(WriteLane.Import, "import"),
            PassAsync(WriteLane.Office, "office 2"), PassAsync(WriteLane.Lane, "lane"), PassAsync(WriteLane.Bench, "bench"),
        ];

        first.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["lane", "bench", "office 1", "office 2", "import", "job"], _order);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_does_not_keep_the_gate_shut()
    {
        var first = await _gate.EnterAsync(WriteLane.Lane, Stop);
        using var impatient = new CancellationTokenSource();
        var gaveUp = _gate.EnterAsync(WriteLane.Lane, impatient.Token).AsTask();
        var behind = PassAsync(WriteLane.Office, "office");

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        first.Dispose();
        await behind;

        Assert.Equal(["office"], _order);
    }

    [Fact]
    public async Task Of_many_only_one_is_inside()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () =>
        {
            using var pass = await _gate.EnterAsync((WriteLane)(n % 5), Stop);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }, Stop)));

        Assert.Equal(1, most);
    }

    private async Task PassAsync(WriteLane lane, string name)
    {
        using var pass = await _gate.EnterAsync(lane, Stop);
        _order.Add(name); // the gate lets one in at a time
    }
}
