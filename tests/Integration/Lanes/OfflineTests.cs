using System.Globalization;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class OfflineTests
{
    private static readonly DateTimeOffset Before = At("2026-11-22T23:00:00+08:00");

    /// <summary>
    /// Offline from 23:15 to 00:30 local; at 23:35 the phone starts anew and its clock then is wrong by a day, so that nothing but the order of
    /// things and the server's word on the time tells when the cars passed.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_hour_offline_with_the_phone_started_anew_and_its_clock_moved_by_a_day_keeps_order_and_report_date(int days)
    {
        var clock = new HandClock { Now = Before };
        await using var post = await Post.OpenAsync(clock);
        var phone = await post.EnrolAsync();
        clock.Now = At("2026-11-25T23:10:00+08:00");
        phone.OpenSession();
        var before = (JsonObject)phone.Anchors[0]!.DeepClone();
        var (second, third) = (clock.NewId(), clock.NewId());
        var moved = TimeSpan.FromDays(days);

        clock.Now = At("2026-11-25T23:20:00+08:00");
        var in23h20 = Stamp(A_car(post, phone), before, clock.GetUtcNow());
        clock.Now = At("2026-11-25T23:50:00+08:00");
        var in23h50 = Stamp(A_car(post, phone), second, mono: 900_000, clock.GetUtcNow() + moved);
        clock.Now = At("2026-11-26T00:10:00+08:00");
        var in00h10 = Stamp(A_car(post, phone), second, mono: 2_100_000, clock.GetUtcNow() + moved);
        JsonObject[] all = [.. in23h20, .. in23h50, .. in00h10];

        clock.Now = At("2026-11-26T00:30:00+08:00");
        phone.OpenSession();
        var after = (JsonObject)phone.Anchors[0]!.DeepClone();
        (after["life"], after["mono"], after["wall"]) = (third, 4000, (clock.GetUtcNow() + moved).ToUnixTimeMilliseconds());
        phone.Anchors = [before.DeepClone(), after];
        clock.Now += TimeSpan.FromSeconds(2);

        Assert.All(await SayAsync(phone, all, isSigned: false), said => Assert.True(said is "refused:signature-required" or "refused:id-time", said));
        Assert.Empty(await post.RowsAsync<LaneEvent>());
        if (days > 0)
        {
            Assert.Equal(2, (await SayAsync(phone, all, isSigned: true)).Count(said => said == "stored"));
            foreach (var record in in23h50.Concat(in00h10)) // ids from tomorrow: the phone makes new ones with the server's time
                (record["was"], record["id"]) = (record["id"]!.GetValue<Guid>(), clock.NewId());
        }

        Assert.All(await SayAsync(phone, all, isSigned: true), said => Assert.True(said is "stored" or "already-stored", said));

        var passages = (await post.RowsAsync<Passage>()).OrderBy(p => p.VerdictAt).ToList();
        Assert.Equal(new[] { in23h20, in23h50, in00h10 }.Select(car => car[0]["subject"]!.GetValue<Guid>()), passages.Select(p => p.Id));
        Assert.Equal(["2026-11-25 23 False", "2026-11-25 23 True", "2026-11-26 0 True"],
            passages.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.ReportDate:yyyy-MM-dd} {p.Hour} {p.Estimated}")));
        Assert.All(passages.Zip(["2026-11-25T23:20:00+08:00", "2026-11-25T23:50:00+08:00", "2026-11-26T00:10:00+08:00"]), pair =>
            Assert.InRange((pair.First.StartedAt - At(pair.Second))!.Value.TotalSeconds, -1, 1));
        Assert.Equal("1-6", Assert.Single(await post.RowsAsync<DeviceStream>()).Ranges);
        Assert.Empty(await post.RowsAsync<KeptRecord>()); // the phone mended all by itself
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUniversalTime();

    private static JsonObject[] A_car(Post post, Phone phone)
    {
        var passage = post.Clock.NewId();
        return [phone.Check(passage), phone.Verdict(passage)];
    }

    private static JsonObject[] Stamp(JsonObject[] records, JsonObject anchor, DateTimeOffset wall) => Stamp(
        records, anchor["life"]!.GetValue<Guid>(), anchor["mono"]!.GetValue<long>() + wall.ToUnixTimeMilliseconds() - anchor["wall"]!.GetValue<long>(), wall);

    /// <summary>As a phone does whose page has this life and whose clocks say this; its ids carry the time of its wall clock.</summary>
    private static JsonObject[] Stamp(JsonObject[] records, Guid life, long mono, DateTimeOffset wall)
    {
        foreach (var (i, record) in records.Index())
        {
            (record["life"], record["mono"], record["wall"]) = (life, mono + i, wall.ToUnixTimeMilliseconds() + i);
            record["id"] = Guid.CreateVersion7(wall.AddMilliseconds(i));
        }

        return records;
    }

    private static async Task<List<string>> SayAsync(Phone phone, JsonObject[] records, bool isSigned)
    {
        var body = phone.Body(records);
        using var answer = await phone.SendAsync(body, isSigned ? phone.Sign(body) : null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return [.. (await answer.JsonAsync()).GetProperty("outcomes").EnumerateArray().Select(Phone.Said)];
    }
}

/// <summary>Says what it is told; its timers run in real time, so that days pass in one step.</summary>
internal sealed class HandClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
