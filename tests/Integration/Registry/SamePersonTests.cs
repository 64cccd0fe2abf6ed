using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Duplicates;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

/// <summary>One person who is in the register twice: found, merged, stopped at the lane for either, parted again.</summary>
public sealed class SamePersonTests : IAsyncLifetime
{
    private const string Why = "家属说是一个人";
    private Post _post = null!;
    private HttpClient _clerk = null!;

    public async ValueTask InitializeAsync()
    {
        _post = await Post.OpenAsync();
        _clerk = await _post.Host.SignInAsync(Role.Headquarters);
    }

    public async ValueTask DisposeAsync() => await _post.DisposeAsync();

    [Fact]
    public async Task What_stands_of_one_entry_counts_at_the_lane_for_the_other_until_the_merge_is_taken_back()
    {
        var phone = await _post.EnrolAsync();
        var (card, passport) = (await AddAsync("resident-id", Id("14119819900101001"), "张三丰"), await AddAsync("passport", "E12345678", "张三丰"));
        await _post.WithDbAsync(db => db.WriteAsync(Post.Owner, Caller.System.Did("test", passport), async write =>
        {
            await new Standing(Post.Owner, passport, "order-in-force", "yes", _post.Clock.Now().AddDays(-1), null, _post.Clock.NewId()).WriteAsync(write, RedVestHost.Stop);
            return true;
        }, RedVestHost.Stop));
        Assert.Equal("release", await VerdictAsync(phone));

        await DoAsync($"people/{passport}/merge", new { into = card, reason = Why });

        Assert.NotEqual("release", await VerdictAsync(phone));
        Assert.Equal("same-person-already", await CodeAsync($"people/{card}/merge", new { into = passport, reason = Why }));
        Assert.Equal([card], Ids(await GetAsync("people")));
        Assert.Equal([card], Ids(await SayAsync("people/find", new { purpose = "核对登记", document = "E12345678" })));
        var page = await SayAsync($"people/{card}/open", new { purpose = "核对登记" });
        Assert.Equal("order-in-force", page.GetProperty("standing")[0].GetProperty("facet").GetString());
        Assert.Equal((passport, Why), (page.GetProperty("entries")[0].GetProperty("id").GetGuid(), page.GetProperty("entries")[0].GetProperty("reason").GetString()));
        Assert.Equal(card, (await SayAsync($"people/{passport}/open", new { purpose = "核对登记" })).GetProperty("shownUnder").GetGuid());

        await DoAsync($"people/{passport}/unmerge", new { reason = "查明是两个人" });

        Assert.Equal("release", await VerdictAsync(phone));
        Assert.Equal(2, Ids(await GetAsync("people")).Count);
        Assert.Empty(await _post.RowsAsync<PersonAlias>());
        var acts = (await _post.RowsAsync<AuditRow>()).Where(a => a.Subject == passport).Select(a => a.Act).ToList();
        Assert.Contains("people-merged", acts);
        Assert.Contains("people-parted", acts);
    }

    [Fact]
    public async Task A_set_is_read_without_a_walk_whatever_was_merged_and_parted_before()
    {
        var people = new List<Guid>();
        for (var n = 0; n < 5; n++)
            people.Add(await AddAsync("passport", $"E1234567{n}", "李四"));
        var forest = new List<SamePeople.Branch>();
        var random = new Random(7);
        for (var step = 0; step < 40; step++)
        {
            var (a, b) = (people[random.Next(5)], people[random.Next(5)]);
            if (step % 3 == 2 && forest.Exists(x => x.Person == a))
            {
                await DoAsync($"people/{a}/unmerge", new { reason = Why });
                forest.RemoveAll(x => x.Person == a);
            }
            else if (SamePeople.Join(forest, a, b) is { } branch)
            {
                await DoAsync($"people/{a}/merge", new { into = b, reason = Why });
                forest.Add(branch);
            }

            var kept = (await _post.RowsAsync<PersonAlias>()).ToDictionary(x => x.Person);
            Assert.Equal(forest.OrderBy(x => x.Person), kept.Values.Select(x => new SamePeople.Branch(x.Person, x.IntoPerson)).OrderBy(x => x.Person));
            Assert.All(people, p => Assert.Equal(SamePeople.RootOf(forest, p), kept.TryGetValue(p, out var alias) ? alias.Root : p));
        }
    }

    [Fact]
    public async Task Twelve_clerks_who_merge_two_people_both_ways_at_once_make_one_merge_and_no_ring()
    {
        var (a, b) = (await AddAsync("passport", "E12345671", "王五"), await AddAsync("passport", "E12345672", "王五"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            _clerk.PostAsync($"/api/v1/registry/people/{(n % 2 == 0 ? a : b)}/merge", new { into = n % 2 == 0 ? b : a, reason = Why })));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(11, answers.Count(x => x.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await _post.RowsAsync<PersonAlias>());
    }

    [Fact]
    public async Task Entries_that_may_be_one_person_come_to_a_clerk_who_merges_or_parts_them()
    {
        var right = await AddAsync("resident-id", Id("14119819900101001"), "赵六", "+8610000000031");
        var abroad = await AddAsync("passport", "E12345678", "赵六", "+8610000000031");
        var namesake = await AddAsync("resident-id", Id("14119819850101003"), "赵六");
        var other = await AddAsync("passport", "E98765432", "孙七", "+8610000000031");

        var typed = await SayAsync("people/alike", new { name = "赵六", documentKind = "passport", document = "E12345687", phone = "+86 100 0000 0031" });
        Assert.Equal([right, abroad], typed.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("person").GetProperty("id").GetGuid()).Order());
        Assert.DoesNotContain("赵六", typed.ToString(), StringComparison.Ordinal);

        Assert.Equal(1, await LookAsync());
        Assert.Equal(0, await LookAsync());
        var pair = Assert.Single((await GetAsync("duplicates")).GetProperty("rows").EnumerateArray());
        Assert.Equal((right, abroad), (pair.GetProperty("first").GetProperty("id").GetGuid(), pair.GetProperty("second").GetProperty("id").GetGuid()));
        Assert.Equal(["same-phone"], pair.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!));

        await DoAsync($"people/{abroad}/merge", new { into = right, reason = Why });
        Assert.Equal(0, (await GetAsync("duplicates")).GetProperty("open").GetInt32());
        await DoAsync($"people/{abroad}/unmerge", new { reason = Why });
        Assert.Equal(1, (await GetAsync("duplicates")).GetProperty("open").GetInt32());
        await DoAsync($"duplicates/{right}/{abroad}/different", new { reason = "两个人" });
        Assert.Equal(0, await LookAsync());
        Assert.Equal(0, (await GetAsync("duplicates")).GetProperty("open").GetInt32());
        Assert.Equal(4, new[] { right, abroad, namesake, other }.Distinct().Count());
    }

    [Fact]
    public async Task Somebody_is_found_by_pinyin_initials_another_reading_address_and_the_end_of_a_phone_beside_them()
    {
        var shan = await AddAsync("resident-id", Id("14119819900101001"), "单雄信", "+8610000000042");
        var shen = await AddAsync("resident-id", Id("14119819900101002"), "沈雄信", "+8610000000043");
        var door = _post.Clock.NewId();
        await SayAsync($"households/{door}", new { divisionCode = 141122101000, address = "夏家营镇段村12号" });
        await SayAsync($"households/{door}/members", new { person = shen, relation = "head" }, HttpStatusCode.NoContent);

        foreach (var (typed, whom) in new (string, Guid[])[] { ("shanxiong", [shan]), ("danxx", []), ("danxiong", [shan]), ("dxx", [shan]), ("sxx", [shan, shen]), ("单雄", [shan]), ("雄信", []) })
            Assert.Equal((typed, string.Join(' ', whom.Order())), (typed, string.Join(' ', Ids(await FindAsync(new { purpose = "核对登记", name = typed })).Order())));
        Assert.Equal([shen], Ids(await FindAsync(new { purpose = "核对登记", address = "段村12号" })));
        Assert.Equal([shen], Ids(await FindAsync(new { purpose = "核对登记", address = "段村12号", name = "sxx" })));
        Assert.Equal([shan], Ids(await FindAsync(new { purpose = "核对登记", name = "sxx", tail = "0042" })));
        Assert.Equal("find-one-of-three", await CodeAsync("people/find", new { purpose = "核对登记", tail = "0042" }));
        Assert.Equal("find-tail", await CodeAsync("people/find", new { purpose = "核对登记", name = "sxx", tail = "42" }));
        Assert.Equal("find-tail", await CodeAsync("people/find", new { purpose = "核对登记", phone = "+8610000000042", tail = "0042" }));
    }

    private async Task<int> LookAsync() =>
        await _post.Host.Services.GetRequiredService<LookForPairs>().LookAsync(Post.Owner, RedVestHost.Stop);

    private async Task<string?> VerdictAsync(Phone phone)
    {
        var check = phone.Check(_post.Clock.NewId(), number: Id("14119819900101001"));
        return (await phone.PushAsync(check)).GetProperty("outcomes")[0].GetProperty("answer").GetProperty("verdict").GetString();
    }

    private static string Id(string digits) => digits + ResidentId.CheckCharacter(digits);

    private async Task<Guid> AddAsync(string kind, string document, string name, string? phone = null) =>
        (await SayAsync("people", new { documentKind = kind, document, name, phone })).GetProperty("id").GetGuid();

    private Task<JsonElement> FindAsync(object wanted) => SayAsync("people/find", wanted);

    private async Task DoAsync(string path, object what) => await SayAsync(path, what, HttpStatusCode.NoContent);

    private async Task<JsonElement> SayAsync(string path, object what, HttpStatusCode? expected = null)
    {
        using var answer = await _clerk.PostAsync("/api/v1/registry/" + path, what);
        Assert.True(expected is null ? answer.IsSuccessStatusCode : answer.StatusCode == expected, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(RedVestHost.Stop);
    }

    private async Task<string?> CodeAsync(string path, object what)
    {
        using var answer = await _clerk.PostAsync("/api/v1/registry/" + path, what);
        return await answer.ProblemCodeAsync();
    }

    private async Task<JsonElement> GetAsync(string path) => await _clerk.ReadAsync("/api/v1/registry/" + path);

    private static List<Guid> Ids(JsonElement page) => [.. page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
}
