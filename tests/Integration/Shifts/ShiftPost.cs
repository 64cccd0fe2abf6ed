using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints.Posts;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Shifts;

/// <summary>A post whose crew changes in ten minutes, with a clock of its own.</summary>
internal sealed class ShiftPost : IAsyncDisposable
{
    public required FakeTimeProvider Clock { get; init; }

    public required Post Post { get; init; }

    /// <summary>When the crew changes.</summary>
    public required DateTimeOffset Change { get; init; }

    /// <summary>The shift that ends then: the post has one a day, so its day is the one before.</summary>
    public string Ending => Shift(Day(Change).AddDays(-1));

    /// <summary>The shift that begins then.</summary>
    public string Next => Shift(Day(Change));

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(8));

    public static async Task<ShiftPost> OpenAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var clock = new FakeTimeProvider(now);
        var post = await Post.OpenAsync(clock);
        var change = now.AddMinutes(10).AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        await post.WithDbAsync(db => db.WriteAsync(Post.Owner, Caller.System.Did("test"), async write =>
        {
            var checkpoint = await db.Set<Checkpoint>().SingleAsync(c => c.Id == post.Checkpoint, RedVestHost.Stop);
            checkpoint.ShiftStarts = change.UtcDateTime.AddHours(8).ToString("HH:mm", CultureInfo.InvariantCulture);
            write.RaiseRevision();
            return true;
        }, RedVestHost.Stop));
        return new ShiftPost { Clock = clock, Post = post, Change = change };
    }

    /// <summary>Goes past the change of the crews.</summary>
    public void ChangeCrew() => Clock.Advance(Change.AddMinutes(1) - Clock.GetUtcNow());

    public Task<HttpClient> LeaderAsync(string name) => SignInAsync(Role.ShiftLeader, name);

    public async Task<HttpClient> SignInAsync(Role role, string name)
    {
        var who = await Post.Host.AddUserAsync(role);
        await Post.WithDbAsync(db => db.WriteAsync(0, Caller.System.Did("test"), async _ =>
            await db.Set<User>().Where(u => u.Id == who.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Name, name), RedVestHost.Stop), RedVestHost.Stop));
        return await Post.Host.SignInAsync(who);
    }

    /// <summary>Cars released in a lane, one record after the other.</summary>
    public async Task PassAsync(Phone phone, int cars, Guid? lane = null)
    {
        for (var i = 0; i < cars; i++)
        {
            var passage = Post.Clock.NewId();
            var (check, verdict) = (phone.Check(passage), phone.Verdict(passage));
            foreach (var record in new[] { check, verdict })
                record["body"]!["lane"] = lane ?? Post.LaneIn;
            await phone.PushAsync(check, verdict);
        }
    }

    /// <summary>A count of the barrier, in the running shift.</summary>
    public async Task<JsonElement> CountAsync(HttpClient who, params (int Lane, int Count)[] counts)
    {
        var at = Clock.GetUtcNow().UtcDateTime.AddHours(8).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return await ImportAsync(who, "时间,车道,数量\n" + string.Concat(counts.Select(c => $"{at},{c.Lane},{c.Count}\n")));
    }

    public async Task<JsonElement> ImportAsync(HttpClient who, string csv, bool dryRun = false)
    {
        using var answer = await who.PostAsync($"/api/v1/checkpoints/{Post.Checkpoint}/counts", new { id = Post.Clock.NewId(), source = "barrier", file = Encoding.UTF8.GetBytes(csv), dryRun });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return await answer.JsonAsync();
    }

    /// <summary>The differences of all lanes with a count, by lane number.</summary>
    public static Dictionary<int, int> Differences(JsonElement shift) => shift.GetProperty("lanes").EnumerateArray()
        .Where(l => l.GetProperty("counts").GetArrayLength() > 0).ToDictionary(l => l.GetProperty("number").GetInt32(), l => l.GetProperty("counts")[0].GetProperty("difference").GetInt32());

    public static async Task<string> SaidAsync(HttpResponseMessage answer)
    {
        using (answer)
            return answer.StatusCode + (answer.IsSuccessStatusCode ? "" : " " + await answer.ProblemCodeAsync());
    }

    public ValueTask DisposeAsync() => Post.DisposeAsync();

    private string Shift(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/checkpoints/{Post.Checkpoint}/shifts/{day:yyyy-MM-dd}/1");
}
