using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Devices;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Duty;

public sealed class SecondmentTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow()); // browsers drop cookies that their own clock calls expired
    private readonly Guid[] _units = new Guid[2];
    private RedVestHost _host = null!;
    private AddCheckpoint.Request _post = null!;
    private AddCheckpoint.Request _other = null!;
    private HttpClient _office = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync(_clock);
        await _host.SetUpAsync();
        (_post, _other) = (County.A_checkpoint(_clock), County.A_checkpoint(_clock));
        await using var db = _host.Services.GetRequiredService<Store>().OpenDb();
        await AddCheckpoint.RunAsync(db, Caller.System, _post, RedVestHost.Stop);
        await AddCheckpoint.RunAsync(db, Caller.System, _other, RedVestHost.Stop);
        for (var n = 0; n < _units.Length; n++)
        {
            _units[n] = _clock.NewId();
            await AddOrganisation.RunAsync(
                db, Caller.System, new Organisation { Owner = County.Code, Id = _units[n], Kind = "bureau", NameZh = $"单位{n}", NameEn = $"Unit {n}" }, RedVestHost.Stop);
        }

        _office = await _host.SignInAsync(Role.Headquarters);
    }

    public async ValueTask DisposeAsync()
    {
        _office.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_posts_strength_is_counted_by_unit_function_crew_and_political_status()
    {
        await SecondAsync("甲", unit: 0, status: "party-member", crew: "A");
        await SecondAsync("乙", unit: 0, status: "probationary", crew: "B");
        await SecondAsync("丙", unit: 1, status: "party-member", function: "sampler");
        await SecondAsync("丁", unit: 1, post: _other.Id);

        var row = await StrengthAsync(_post.Id);

        Assert.Equal((3, 2, 2), (Figure(row, "posts.staff"), Figure(row, "posts.organisations"), Figure(row, "posts.party-members")));
        Assert.Equal([(2, 1), (1, 1)], row.GetProperty("units").EnumerateArray().Select(u => (u.GetProperty("staff").GetInt32(), u.GetProperty("partyMembers").GetInt32())));
        Assert.Equal([("lane-officer", 2), ("sampler", 1)], Words(row, "functions"));
        Assert.Equal([("A", 1), ("B", 1)], Words(row, "crews"));
        Assert.Equal([("party-member", 2), ("probationary", 1)], Words(row, "statuses"));
        Assert.Equal(["丙", "甲"], (await RowsAsync($"post={_post.Id}&figure=posts.party-members")).Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(["乙", "甲"], (await RowsAsync($"post={_post.Id}&unit={_units[0]}")).Select(NameOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_person_stands_at_one_post_at_a_time()
    {
        var first = await SecondAsync("甲", until: _clock.GetUtcNow().AddDays(7));
        var person = first.GetProperty("person").GetGuid();

        var meanwhile = await TryAsync(Wanted(person, null, from: _clock.GetUtcNow().AddDays(6)));
        var after = await TryAsync(Wanted(person, null, from: _clock.GetUtcNow().AddDays(7)));

        Assert.Equal("already-seconded", await meanwhile.ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
    }

    [Fact]
    public async Task Two_who_lend_the_same_person_at_the_same_moment_do_not_both_succeed()
    {
        var made = await SecondAsync("甲", until: _clock.GetUtcNow().AddDays(1));
        var person = made.GetProperty("person").GetGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TryAsync(Wanted(person, null, from: _clock.GetUtcNow().AddDays(2)))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var lost in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            Assert.Equal("already-seconded", await lost.ProblemCodeAsync());
    }

    [Fact]
    public async Task A_move_ends_one_secondment_and_begins_the_next_so_that_nobody_is_counted_twice()
    {
        var made = await SecondAsync("甲", status: "party-member", contact: "王科长 +86 100 0000 0001");
        var (id, next) = (made.GetProperty("id").GetGuid(), _clock.NewId());
        _clock.Advance(TimeSpan.FromHours(1));
        var move = new { id = next, post = _other.Id, function = "sampler", crew = "C" };

        var moved = await _office.PostAsync($"/api/v1/duty/secondments/{id}/move", move);
        var again = await _office.PostAsync($"/api/v1/duty/secondments/{id}/move", move);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (moved.StatusCode, again.StatusCode));
        Assert.Equal((0, 1), (Figure(await StrengthAsync(_post.Id), "posts.staff"), Figure(await StrengthAsync(_other.Id), "posts.party-members")));
        Assert.Equal("moved", Assert.Single(await RowsAsync("state=ended")).GetProperty("endReason").GetString());
        var contact = await (await _office.PostAsync($"/api/v1/duty/secondments/{next}/contact", new { purpose = "排班联系" })).JsonAsync();
        Assert.Equal("王科长 +86 100 0000 0001", contact.GetProperty("contact").GetString());
    }

    [Fact]
    public async Task Who_was_sent_back_is_kept_with_the_reason_and_may_come_again()
    {
        var made = await SecondAsync("甲");
        var id = made.GetProperty("id").GetGuid();
        _clock.Advance(TimeSpan.FromHours(1));

        var ended = await _office.PostAsync($"/api/v1/duty/secondments/{id}/end", new { reason = "原单位有任务" });
        var again = await _office.PostAsync($"/api/v1/duty/secondments/{id}/end", new { reason = "另一个理由" });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (ended.StatusCode, again.StatusCode));
        Assert.Equal("原单位有任务", Assert.Single(await RowsAsync("state=ended")).GetProperty("endReason").GetString());
        Assert.Equal(HttpStatusCode.Created, (await TryAsync(Wanted(made.GetProperty("person").GetGuid(), null))).StatusCode);
    }

    [Fact]
    public async Task The_same_secondment_sent_again_is_the_same_and_with_other_content_refused()
    {
        var wanted = Wanted(null, "甲");
        var first = await TryAsync(wanted);
        var again = await TryAsync(wanted);
        var other = await TryAsync(wanted with { Function = "sampler" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal("record-changed", await other.ProblemCodeAsync());
        Assert.Equal(1, Figure(await StrengthAsync(_post.Id), "posts.staff"));
    }

    [Theory]
    [InlineData("home-unit-unknown")]
    [InlineData("person-unknown")]
    [InlineData("name-wrong")]
    [InlineData("political-status-wrong")]
    [InlineData("function-wrong")]
    [InlineData("period-wrong")]
    public async Task What_cannot_be_is_refused_with_its_reason(string code)
    {
        var good = Wanted(null, "甲");
        var answer = await TryAsync(code switch
        {
            "home-unit-unknown" => good with { HomeUnit = _clock.NewId() },
            "person-unknown" => good with { Person = _clock.NewId() },
            "name-wrong" => good with { Name = " " },
            "political-status-wrong" => good with { PoliticalStatus = "member" },
            "function-wrong" => good with { Function = "Lane Officer" },
            _ => good with { From = _clock.GetUtcNow(), Until = _clock.GetUtcNow() },
        });

        Assert.Equal(code, await answer.ProblemCodeAsync());
        Assert.Empty(await RowsAsync("state=all"));
    }

    [Fact]
    public async Task A_post_head_fills_the_own_post_and_does_not_see_the_others()
    {
        await SecondAsync("甲", post: _other.Id);
        using var head = await _host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: _post.Id.ToString());

        var own = await head.PostAsync("/api/v1/duty/secondments", Wanted(null, "乙"));
        var elsewhere = await head.PostAsync("/api/v1/duty/secondments", Wanted(null, "丙") with { Post = _other.Id });
        var strength = await (await head.GetAsync("/api/v1/duty/posts", RedVestHost.Stop)).JsonAsync();

        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
        Assert.Equal("not-found", await elsewhere.ProblemCodeAsync());
        Assert.Equal(_post.Id, Assert.Single(strength.GetProperty("posts").EnumerateArray()).GetProperty("post").GetGuid());
    }

    [Fact]
    public async Task The_posts_phones_hear_of_whoever_is_there_now()
    {
        using var phone = new Phone();
        await phone.EnrolAsync(_host.Api, await _office.MakeCodeAsync(_post.Id));
        await SecondAsync("今天", unit: 0);
        await SecondAsync("明天", from: _clock.GetUtcNow().AddDays(1));
        await SecondAsync("别处", post: _other.Id);

        Assert.Equal(["今天"], await StaffOfAsync(phone));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["今天", "明天"], (await StaffOfAsync(phone)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_longer_than_a_page_is_read_to_its_end_once_each()
    {
        foreach (var n in Enumerable.Range(0, 7))
            await SecondAsync($"人{n}", from: _clock.GetUtcNow().AddMinutes(-(n / 3)));
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await (await _office.GetAsync($"/api/v1/duty/secondments?limit=2&after={after}", RedVestHost.Stop)).JsonAsync();
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(NameOf));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(n => $"人{n}"), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_audit_keeps_ids_and_no_political_status()
    {
        await SecondAsync("甲", status: "party-member", contact: "王科长");
        await using var db = _host.Services.GetRequiredService<Store>().OpenDb();

        var audit = await db.Set<AuditRow>().Where(a => a.Owner == County.Code && a.Act == "person-seconded").SingleAsync(RedVestHost.Stop);

        Assert.DoesNotContain("party", audit.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("王科长", audit.Detail, StringComparison.Ordinal);
    }

    private sealed record Body(
        Guid Id, Guid? Person, string? Name, Guid HomeUnit, Guid Post, string Function, string? Crew, string PoliticalStatus,
        DateTimeOffset? From, DateTimeOffset? Until, string? Contact);

    private Body Wanted(Guid? person, string? name, DateTimeOffset? from = null) =>
        new(_clock.NewId(), person, name, _units[0], _post.Id, "lane-officer", null, "unknown", from, null, null);

    private Task<HttpResponseMessage> TryAsync(Body wanted) => _office.PostAsync("/api/v1/duty/secondments", wanted);

    private async Task<JsonElement> SecondAsync(
        string name, int unit = 0, string status = "unknown", string? crew = null, string function = "lane-officer", Guid? post = null,
        DateTimeOffset? from = null, DateTimeOffset? until = null, string? contact = null)
    {
        var answer = await TryAsync(new(_clock.NewId(), null, name, _units[unit], post ?? _post.Id, function, crew, status, from, until, contact));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task<JsonElement> StrengthAsync(Guid post) =>
        (await (await _office.GetAsync($"/api/v1/duty/posts?post={post}", RedVestHost.Stop)).JsonAsync()).GetProperty("posts").EnumerateArray().Single();

    private async Task<JsonElement[]> RowsAsync(string filter) =>
        [.. (await (await _office.GetAsync("/api/v1/duty/secondments?" + filter, RedVestHost.Stop)).JsonAsync()).GetProperty("rows").EnumerateArray()];

    private async Task<IReadOnlyList<string?>> StaffOfAsync(Phone phone)
    {
        var bundle = await (await _host.Api.GetWithTokenAsync("/api/v1/sync/bundle", await phone.OpenAsync(_host.Api))).JsonAsync();
        using var staff = JsonDocument.Parse(bundle.GetProperty("sections").GetProperty("staff").GetString()!);
        return [.. staff.RootElement.EnumerateArray().Select(s => s.GetProperty("name").GetString())];
    }

    private static int Figure(JsonElement row, string key) =>
        row.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("key").GetString() == key).GetProperty("value").GetInt32();

    private static IEnumerable<(string?, int)> Words(JsonElement row, string list) =>
        row.GetProperty(list).EnumerateArray().Select(w => (w.GetProperty("word").GetString(), w.GetProperty("staff").GetInt32()));

    private static string NameOf(JsonElement row) => row.GetProperty("name").GetString()!;
}
