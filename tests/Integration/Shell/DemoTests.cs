using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Demo;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;
using RedVest.Setup;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class DemoTests
{
    [Fact]
    public async Task A_demo_account_signs_in_with_the_password_kept_in_the_data_folder()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        var login = DemoAccountsFile.Read(host.DataFolder).Single(l => l.UserName == "head");

        using var answer = await host.Api.PostAsJsonAsync("/api/v1/sign-in", new { userName = login.UserName, password = login.Password }, RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var me = await answer.JsonAsync();
        Assert.True(me.GetProperty("demo").GetBoolean());
        Assert.False(me.GetProperty("mustChangePassword").GetBoolean());
        Assert.Equal("交城县", me.GetProperty("ownerName").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task Three_owners_have_their_divisions_their_posts_and_an_outbreak_in_force_since_day_minus_30()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();

        var towns = await db.Set<Division>().Where(d => d.Level == 4).GroupBy(d => d.Code / 1_000_000).ToDictionaryAsync(g => g.Key, g => g.Count(), RedVestHost.Stop);
        var outbreaks = await db.Set<Outbreak>().ToListAsync(RedVestHost.Stop);
        var posts = await db.Set<Place>().Where(p => p.Kind == "checkpoint").Select(p => p.NameZh).ToListAsync(RedVestHost.Stop);

        Assert.Equal((9, 9), (towns[141122], towns[141126]));
        Assert.Equal([141100, 141122, 141126], outbreaks.Select(o => o.Owner).Order());
        Assert.All(outbreaks, outbreak => Assert.True(outbreak.IsInForceAt(TimeProvider.System.GetUtcNow().AddDays(-29))));
        Assert.All(outbreaks, outbreak => Assert.Contains("2022", outbreak.SourceText, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "夏家营防疫检查站", "交城高速口卡口", "南堡村疫情卡口" }, posts.ToHashSet());
    }

    [Theory]
    [InlineData("hq", "141122")]
    [InlineData("shilou", "141126")]
    [InlineData("city", "141100")]
    public async Task Each_owner_has_a_headquarters_of_its_own(string userName, string owner)
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        var login = DemoAccountsFile.Read(host.DataFolder).Single(l => l.UserName == userName);

        using var answer = await host.Api.PostAsJsonAsync("/api/v1/sign-in", new { userName = login.UserName, password = login.Password }, RedVestHost.Stop);

        var me = await answer.JsonAsync();
        Assert.Equal(owner, $"{me.GetProperty("owner").GetInt32()}");
        Assert.Equal("headquarters", me.GetProperty("grants")[0].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Nobody_can_be_one_of_its_people()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var keys = scope.ServiceProvider.GetRequiredService<Kernel.Personal.KeyRing>();

        var persons = await db.Set<Person>().ToListAsync(RedVestHost.Stop);
        var plates = await db.Set<Vehicle>().Select(v => v.Plate).ToListAsync(RedVestHost.Stop);

        Assert.NotEmpty(persons);
        Assert.All(persons, person =>
        {
            var number = keys.DecryptText("registry_person", "document", person.Id, person.Owner, person.Document);
            Assert.Matches("^14119[89]", number);
            Assert.Null(ResidentId.Read(number, DateOnly.MaxValue).Fault);
            Assert.StartsWith("+86100", keys.DecryptText("registry_person", "phone", person.Id, person.Owner, person.Phone), StringComparison.Ordinal);
        });
        Assert.All(plates, plate => Assert.StartsWith("晋G", plate, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        var options = host.Services.GetRequiredService<ServerOptions>();
        var before = File.ReadAllText(DemoAccountsFile.PathIn(host.DataFolder));

        var again = await Preparation.RunAsync(host.Services, options, RedVestHost.Stop);

        Assert.True(again.IsDemo);
        Assert.False(again.IsStale);
        Assert.Equal(before, File.ReadAllText(DemoAccountsFile.PathIn(host.DataFolder)));
        Assert.Equal(16, again.Logins.Count);
    }

    [Fact]
    public async Task A_demo_that_was_broken_off_is_noticed()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<Grant>().Where(g => g.Role == Role.Administrator).ExecuteDeleteAsync(RedVestHost.Stop);

        await Assert.ThrowsAsync<StartException>(() =>
            Preparation.RunAsync(host.Services, host.Services.GetRequiredService<ServerOptions>(), RedVestHost.Stop));
    }
}
