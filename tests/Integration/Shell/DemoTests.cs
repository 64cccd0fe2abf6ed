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
    public async Task The_demo_county_has_its_towns_and_villages_its_post_and_an_outbreak_in_force_since_day_minus_30()
    {
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true });
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();

        var levels = await db.Set<Division>().GroupBy(d => d.Level).ToDictionaryAsync(g => g.Key, g => g.Count(), RedVestHost.Stop);
        var outbreak = await db.Set<Outbreak>().SingleAsync(RedVestHost.Stop);
        var units = await db.Set<StaffMember>().Select(s => s.OrganisationId).Distinct().CountAsync(RedVestHost.Stop);

        Assert.Equal((9, 111), (levels[4], levels[5]));
        Assert.True(units > 3);
        Assert.True(outbreak.IsInForceAt(TimeProvider.System.GetUtcNow().AddDays(-29)));
        Assert.Contains("2022", outbreak.SourceText, StringComparison.Ordinal);
        Assert.Equal("夏家营防疫检查站", (await db.Set<Place>().SingleAsync(RedVestHost.Stop)).NameZh);
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
        Assert.Equal(5, again.Logins.Count);
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
