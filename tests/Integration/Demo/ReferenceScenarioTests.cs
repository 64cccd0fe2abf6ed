using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Demo;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Demo;

/// <summary>The figures of the pages (seed facts, §3), counted from the demo's records by the API that the office reads.</summary>
public sealed class ReferenceScenarioTests
{
    [Fact]
    public async Task The_strength_of_the_two_posts_is_that_of_the_pages()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await SignInAsync(host);

        var posts = (await (await host.Api.GetAsync("/api/v1/duty/posts", RedVestHost.Stop)).JsonAsync()).GetProperty("posts").EnumerateArray().ToList();
        var motorway = posts.Single(p => IsCalled(p, "交城高速口卡口"));
        var xiajiaying = posts.Single(p => IsCalled(p, "夏家营防疫检查站"));

        Assert.Equal(22, Figure(motorway, "posts.organisations"));
        Assert.Equal(42, Figure(motorway, "posts.party-members"));
        Assert.InRange(Figure(motorway, "posts.staff"), 201, 249);
        Assert.InRange(Figure(xiajiaying, "posts.staff"), 121, 129);
        Assert.InRange(Figure(xiajiaying, "posts.party-members"), 41, 49);
        Assert.Equal(["A", "B", "C", "D"], xiajiaying.GetProperty("crews").EnumerateArray().Select(c => c.GetProperty("word").GetString()));
        foreach (var post in new[] { motorway, xiajiaying })
        {
            var members = await RecordsAsync(host, post, "posts.party-members");
            Assert.Equal(Figure(post, "posts.party-members"), members.Count);
            foreach (var key in new[] { "posts.organisations", "posts.party-members", "posts.staff" })
                Assert.Equal(Figure(post, key), await OfCatalogueAsync(host, key, $"?checkpoint={post.GetProperty("post").GetGuid()}"));
            Assert.Equal(Figure(post, "posts.organisations"), (await RecordsAsync(host, post, "posts.organisations")).Select(r => r.GetProperty("homeUnit").GetGuid()).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_unit_that_lends_to_two_posts_counts_once_over_all_posts_and_the_records_are_those_counted()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await SignInAsync(host);
        var posts = (await (await host.Api.GetAsync("/api/v1/duty/posts", RedVestHost.Stop)).JsonAsync()).GetProperty("posts").EnumerateArray().ToList();
        var first = await host.Api.GetFromJsonAsync<JsonElement>("/api/v1/figures/posts.party-members/records?limit=200", RedVestHost.Stop);

        Assert.Equal(posts.Sum(p => Figure(p, "posts.staff")), await OfCatalogueAsync(host, "posts.staff"));
        Assert.True(await OfCatalogueAsync(host, "posts.organisations") < posts.Sum(p => Figure(p, "posts.organisations")));
        Assert.Equal(await OfCatalogueAsync(host, "posts.party-members"), first.GetProperty("rows").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Api.GetAsync("/api/v1/figures/posts.nothing", RedVestHost.Stop)).StatusCode);
    }

    [Fact]
    public async Task Xiajiaying_has_seven_stations_of_which_three_are_named_in_the_pages()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await SignInAsync(host);

        var posts = (await (await host.Api.GetAsync("/api/v1/posts", RedVestHost.Stop)).JsonAsync()).GetProperty("rows").EnumerateArray();
        var stations = posts.Single(p => IsCalled(p, "夏家营防疫检查站")).GetProperty("stations").EnumerateArray().ToList();

        Assert.Equal(7, stations.Count);
        Assert.Equal(["supply-reserve", "temporary-isolation", "testing"], stations.Where(s => !s.GetProperty("invented").GetBoolean()).Select(s => s.GetProperty("kind").GetString()).Order());
    }

    [Fact]
    public async Task The_motorway_post_has_one_temporary_Party_branch_which_lends_nobody()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await using var db = host.Services.GetRequiredService<Store>().OpenDb();

        var branch = await db.Set<Organisation>().SingleAsync(o => o.Kind == "temporary-party-branch", RedVestHost.Stop);

        Assert.Equal("高速卡口临时党支部", branch.NameZh);
        Assert.False(await db.Set<RedVest.Duty.Secondment>().AnyAsync(s => s.HomeUnit == branch.Id, RedVestHost.Stop));
    }

    private static async Task SignInAsync(RedVestHost host)
    {
        var login = DemoAccountsFile.Read(host.DataFolder).Single(l => l.UserName == "hq");
        Assert.True((await host.Api.TrySignInAsync(login.UserName, login.Password)).IsSuccessStatusCode);
    }

    private static async Task<int> OfCatalogueAsync(RedVestHost host, string key, string query = "") =>
        (await host.Api.GetFromJsonAsync<JsonElement>($"/api/v1/figures/{key}{query}", RedVestHost.Stop)).GetProperty("value").GetInt32();

    private static bool IsCalled(JsonElement post, string name) => post.GetProperty("name").GetProperty("zh").GetString() == name;

    private static int Figure(JsonElement post, string key) =>
        post.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("key").GetString() == key).GetProperty("value").GetInt32();

    /// <summary>The records behind a figure, page by page.</summary>
    private static async Task<List<JsonElement>> RecordsAsync(RedVestHost host, JsonElement post, string figure)
    {
        var rows = new List<JsonElement>();
        string? after = null;
        do
        {
            var address = $"/api/v1/duty/secondments?post={post.GetProperty("post").GetGuid()}&figure={figure}&limit=100&after={after}";
            var page = await host.Api.GetFromJsonAsync<JsonElement>(address, RedVestHost.Stop);
            rows.AddRange(page.GetProperty("rows").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return rows;
    }
}
