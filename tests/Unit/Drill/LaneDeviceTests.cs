using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RedVest.Drill.Devices;

namespace RedVest.Unit.Tests.Drill;

public sealed class LaneDeviceTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2022, 4, 14, 0, 0, 0, TimeSpan.Zero);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private readonly FakePost _post = new() { EarliestIdTime = Morning };
    private readonly HttpClient _http;

    public LaneDeviceTests() => _http = new(_post) { BaseAddress = new("http://post.test/") };

    public void Dispose() => _http.Dispose();

    private async Task<LaneDevice> A_device(TimeSource time = TimeSource.Stated)
    {
        var api = new DeviceApi(_http);
        var key = new DeviceKey();
        var enrolled = await api.EnrolAsync(new("12345678", "drill", key.PublicKey), Stop);
        return new(api, key, enrolled, "drill", new(Morning.AddHours(1)), time);
    }

    private static void Work(LaneDevice device, int records)
    {
        for (var i = 0; i < records; i++)
        {
            device.Clock.MoveTo(device.Clock.TrueTime.AddSeconds(10));
            device.Record("left", device.NewId(), new LeftBody(Guid.Empty, Guid.Empty));
        }
    }

    private IEnumerable<long> Stored => _post.Devices.Single().BySeq.Keys;

    [Fact]
    public async Task What_is_recorded_arrives_once_and_in_order()
    {
        using var device = await A_device();
        Work(device, 450);

        await device.SyncAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 450).Select(n => (long)n), Stored);
        Assert.Empty(device.Outbox.Waiting);
        Assert.Empty(_post.Kept);
    }

    [Fact]
    public async Task A_push_sent_twice_is_stored_once()
    {
        using var device = await A_device();
        device.SendsTwice = true;
        Work(device, 50);

        await device.SyncAsync(Stop);

        Assert.Equal(50, Stored.Count());
        Assert.Equal(2, device.Tally.SentTwice); // the first record alone, then the rest at once
        Assert.Empty(_post.Kept);
    }

    [Fact]
    public async Task A_device_restored_from_an_old_backup_loses_nothing_and_keeps_its_order()
    {
        using var device = await A_device();
        Work(device, 10);
        await device.SyncAsync(Stop);
        Work(device, 2);
        var backup = device.Outbox.Copy(); // 11 and 12 still wait in it
        await device.SyncAsync(Stop);
        Work(device, 8);
        await device.SyncAsync(Stop);

        device.RestoreFrom(backup);
        Work(device, 30);
        var made = device.Outbox.Waiting.Select(e => e.Id).TakeLast(30).ToList();
        await device.SyncAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), Stored);
        Assert.Equal(made, _post.Devices.Single().BySeq.Values.TakeLast(30).Select(r => (Guid)r["id"]!));
        Assert.Empty(device.Outbox.InNeedOfAPerson);
    }

    [Fact]
    public async Task After_a_restore_of_the_server_a_device_sends_again_what_it_had_sent()
    {
        using var device = await A_device();
        Work(device, 20);
        await device.SyncAsync(Stop);

        _post.LoseRecordsFrom(8);
        Work(device, 1);
        await device.SyncAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 21).Select(n => (long)n), Stored);
    }

    [Fact]
    public async Task A_clock_that_jumped_while_offline_costs_new_ids_but_no_record()
    {
        using var device = await A_device();
        Work(device, 1);
        await device.SyncAsync(Stop);
        device.Reboot();
        device.Clock.WallError = TimeSpan.FromDays(-1);
        Work(device, 3);
        var before = device.Outbox.Waiting.Select(e => e.Id).ToList();

        await device.SyncAsync(Stop);

        Assert.Equal(4, Stored.Count());
        Assert.Equal(before, _post.Devices.Single().BySeq.Values.Skip(1).Select(r => (Guid)r["was"]!));
        Assert.Empty(device.Outbox.InNeedOfAPerson);
    }

    [Fact]
    public async Task A_correction_follows_its_record_to_the_new_id()
    {
        using var device = await A_device();
        Work(device, 1);
        await device.SyncAsync(Stop);
        device.Reboot();
        device.Clock.WallError = TimeSpan.FromDays(-1);
        var wrong = device.Record("left", Guid.Empty, new LeftBody(Guid.Empty, Guid.Empty));
        device.Record("correction", Guid.Empty, new CorrectionBody(Guid.Empty, Guid.Empty, wrong, new { category = "local" }, "slip"));

        await device.SyncAsync(Stop);

        var stored = _post.Devices.Single().BySeq;
        Assert.NotEqual(wrong, (Guid)stored[2]["id"]!);
        Assert.Equal((Guid)stored[2]["id"]!, (Guid)stored[3]["body"]!["corrects"]!);
        Assert.Equal((Guid)stored[2]["id"]!, device.Outbox.IdNow(wrong));
    }

    [Fact]
    public async Task A_wrong_wall_clock_does_not_touch_the_time_the_device_works_out()
    {
        using var device = await A_device();
        device.Clock.WallError = TimeSpan.FromDays(1);
        await device.SyncAsync(Stop);
        Work(device, 1);
        await device.SyncAsync(Stop);
        device.Clock.MoveTo(Morning.AddHours(7));

        Assert.Equal(Morning.AddHours(7), device.Clock.EstimateNow());
    }

    [Fact]
    public async Task Busy_expired_too_large_and_broken_are_only_delays()
    {
        using var device = await A_device();
        Work(device, 120);
        _post.BeforePush = n => n switch
        {
            2 => new(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero) } },
            3 => FakePost.Problem(HttpStatusCode.Unauthorized, "session-expired"),
            4 => FakePost.Problem(HttpStatusCode.RequestEntityTooLarge, "too-large"),
            5 => throw new HttpRequestException("the line is down"),
            _ => null,
        };

        await device.SyncAsync(Stop);

        Assert.Equal(120, Stored.Count());
    }

    [Fact]
    public async Task A_bundle_that_the_server_did_not_sign_is_refused()
    {
        using var forger = new HttpClient(new FakePost { BundleIsForged = true, EarliestIdTime = Morning }) { BaseAddress = new("http://post.test/") };
        var api = new DeviceApi(forger);
        var key = new DeviceKey();
        using var device = new LaneDevice(api, key, await api.EnrolAsync(new("1", "drill", key.PublicKey), Stop), "drill", new(Morning), TimeSource.Stated);

        Assert.Equal("bundle-signature", (await Assert.ThrowsAsync<RefusedException>(() => device.LoadBundleAsync(Stop))).Code);
        Assert.Null(device.Bundle);
    }

    [Fact]
    public async Task A_revoked_device_stops()
    {
        using var device = await A_device();
        Work(device, 1);
        _post.BeforePush = _ => FakePost.Problem(HttpStatusCode.Unauthorized, "device-revoked");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => device.SyncAsync(Stop));

        Assert.Equal("device-revoked", refusal.Code);
        Assert.Single(device.Outbox.Waiting);
    }

    [Fact]
    public async Task A_batch_that_waited_offline_is_signed_and_a_fresh_record_is_not()
    {
        using var device = await A_device(TimeSource.Tickets);
        Work(device, 1);
        await device.SyncAsync(Stop);
        var signed = device.Tally.SignedPushes;
        Work(device, 1);

        await device.SyncAsync(Stop);

        Assert.Equal(1, signed);
        Assert.Equal(1, device.Tally.SignedPushes);
        Assert.Equal(2, device.Tally.Pushes);
    }

    [Fact]
    public void A_record_keeps_its_bytes_and_reads_as_the_protocol_says()
    {
        var entry = new Entry(Guid.Empty, 17, "checkpoints.left", Guid.Empty, Guid.Empty, 1200, 1700000000000, """{"lane":"x"}""");

        Assert.Equal(entry.Text, (entry with { State = EntryState.Sent }).Text);
        Assert.Equal(["id", "seq", "kind", "subject", "life", "mono", "wall", "officer", "body"], JsonNode.Parse(entry.Text)!.AsObject().Select(m => m.Key));
    }
}
