using System.Globalization;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>A lane that was away for a day.</summary>
public sealed class NightTests
{
    private const int Cars = 3000;
    private const int Pushed = 200;

    /// <summary>Every third push is sent twice, as by a phone whose answer was lost.</summary>
    [Fact]
    public async Task A_lane_offline_for_a_day_with_3000_passages_loses_none_doubles_none_and_keeps_their_order_and_days()
    {
        var clock = new HandClock { Now = TimeProvider.System.GetUtcNow().AddDays(-1) };
        await using var post = await Post.OpenAsync(clock);
        var phone = await post.EnrolAsync();
        clock.Now += TimeSpan.FromMinutes(1);
        phone.OpenSession();
        var anchor = (JsonObject)phone.Anchors[0]!.DeepClone();
        var (start, pace) = (clock.GetUtcNow(), TimeSpan.FromDays(1) / Cars);
        var cars = Enumerable.Range(0, Cars).Select(i =>
        {
            clock.Now = start + (pace * (i + 1));
            var passage = clock.NewId();
            JsonObject[] records = [phone.Check(passage, plate: string.Create(CultureInfo.InvariantCulture, $"晋G{i:D5}")), phone.Verdict(passage)];
            foreach (var (n, record) in records.Index())
            {
                (record["mono"], record["wall"]) = (anchor["mono"]!.GetValue<long>() + (long)(clock.Now - start).TotalMilliseconds + n, clock.Now.ToUnixTimeMilliseconds() + n);
                record["id"] = Guid.CreateVersion7(clock.Now.AddMilliseconds(n));
            }

            return (Passage: passage, At: clock.Now, Records: records);
        }).ToList();
        clock.Now += TimeSpan.FromMinutes(5);
        phone.OpenSession();
        phone.Anchors[0]!["mono"] = anchor["mono"]!.GetValue<long>() + (long)(clock.Now - start).TotalMilliseconds; // the page stayed open all day
        phone.Anchors.Insert(0, anchor);

        var pushes = cars.SelectMany(c => c.Records).Chunk(Pushed).ToList();
        var said = new List<string>();
        foreach (var push in pushes.SelectMany((push, n) => n % 3 == 0 ? (JsonObject[][])[push, push] : [push]))
        {
            var body = phone.Body(push);
            using var answer = await phone.SendAsync(body, phone.Sign(body));
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
            said.AddRange((await answer.JsonAsync()).GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        }

        Assert.Equal(2 * Cars, said.Count(s => s == "stored"));
        Assert.Equal(2 * Cars / 3, said.Count(s => s == "already-stored"));
        Assert.Equal(said.Count, said.Count(s => s is "stored" or "already-stored"));
        Assert.Equal(2 * Cars, (await post.RowsAsync<LaneEvent>()).Count);
        Assert.Equal($"1-{2 * Cars}", Assert.Single(await post.RowsAsync<DeviceStream>()).Ranges);
        var passages = (await post.RowsAsync<Passage>()).OrderBy(p => p.VerdictAt).ToList();
        Assert.Equal(cars.Select(c => c.Passage), passages.Select(p => p.Id));
        Assert.All(passages.Zip(cars), pair => Assert.Equal(DateOnly.FromDateTime(pair.Second.At.UtcDateTime.AddHours(8)), pair.First.ReportDate));
        Assert.All(passages, p => Assert.Equal(("release", false), (p.Verdict, p.Estimated)));
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var counted = 0;
        foreach (var day in cars.GroupBy(c => DateOnly.FromDateTime(c.At.UtcDateTime.AddHours(8))))
        {
            var figure = await office.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/figures/entry.vehicles?checkpoint={post.Checkpoint}&day={day.Key:yyyy-MM-dd}"));
            Assert.Equal(day.Count(), figure.GetProperty("value").GetInt32());
            counted += day.Count();
        }

        Assert.Equal(Cars, counted);
    }
}
