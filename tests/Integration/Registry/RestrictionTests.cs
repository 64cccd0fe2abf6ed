using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using RedVest.Registry.Restrictions;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

/// <summary>The story of attempted abuse: a restriction without a finding, by one person, in the database itself, after the end. And the lawful way beside it.</summary>
public sealed class RestrictionTests : IAsyncLifetime
{
    private readonly HandClock _clock = new() { Now = TimeProvider.System.Now() };
    private RedVestHost _host = null!;
    private Persona[] _people = null!;
    private HttpClient _head = null!;
    private HttpClient _second = null!;
    private HttpClient _third = null!;
    private Guid _person;

    private static CancellationToken Stop => RedVestHost.Stop;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync(_clock);
        await _host.SetUpAsync();
        _people = [await _host.AddUserAsync(Role.Headquarters), await _host.AddUserAsync(Role.Headquarters), await _host.AddUserAsync(Role.Headquarters)];
        await SignInAsync();
        var made = await _head.PostAsync("/api/v1/registry/people", new { documentKind = "resident-id", document = "141198194207048919", name = "张三" });
        _person = (await made.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task With_evidence_an_outbreak_and_a_second_person_somebody_is_restricted_and_the_lane_knows_until_when()
    {
        var restriction = await A_restrictionAsync();

        var row = Assert.Single((await GetAsync("restrictions")).EnumerateArray());
        Assert.Equal((restriction, "张*", true), (row.GetProperty("id").GetGuid(), row.GetProperty("name").GetString(), row.GetProperty("inForce").GetBoolean()));
        var standing = await StandingAsync();
        Assert.Equal(("stay-at-home", _clock.GetUtcNow().AddDays(7)), (standing!.Value, standing.ValidTo));
        Assert.Equal(["proposal-approved", "proposed"], await ActsAsync(restriction));
    }

    [Fact]
    public async Task Without_an_outbreak_in_force_nobody_is_restricted()
    {
        var trigger = await A_triggerAsync();

        Assert.Equal("no-outbreak-in-force", await CodeAsync(_head, "restrictions", Order(trigger)));
    }

    [Fact]
    public async Task Without_a_live_trigger_of_this_very_person_nobody_is_restricted()
    {
        await An_outbreakAsync();
        var made = await _head.PostAsync("/api/v1/registry/people", new { documentKind = "resident-id", document = "141199198910087893", name = "李四" });
        var other = (await made.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        var (theirs, dying) = (await A_triggerAsync(other, "2"), await A_triggerAsync(days: 1));

        Assert.Equal("no-live-trigger", await CodeAsync(_head, "restrictions", Order(Guid.CreateVersion7(_clock.GetUtcNow()))));
        Assert.Equal("no-live-trigger", await CodeAsync(_head, "restrictions", Order(theirs)));
        Assert.Equal("restriction-period-wrong", await CodeAsync(_head, "restrictions", Order(dying)));
        await LaterAsync(TimeSpan.FromDays(1));
        Assert.Equal("no-live-trigger", await CodeAsync(_head, "restrictions", Order(dying)));
        Assert.Equal("trigger-kind-unknown", await CodeAsync(_head, "health-documents", Document(_person, "9", kind: "petition")));
    }

    [Fact]
    public async Task One_person_alone_restricts_nobody_and_the_attempt_is_in_the_audit()
    {
        await An_outbreakAsync();
        var proposal = await ProposeAsync(_head, "restrictions", Order(await A_triggerAsync(by: _second)));

        Assert.Equal("second-person-needed", await CodeAsync(_head, $"proposals/{proposal}/approve", new { }));
        Assert.Equal("second-person-needed", await CodeAsync(_second, $"proposals/{proposal}/approve", new { })); // the finding rests on this one's word
        Assert.Empty((await GetAsync("restrictions")).EnumerateArray());
        Assert.Null(await StandingAsync());
        Assert.Equal(["proposal-answer-refused", "proposal-answer-refused", "proposed"], await ActsAsync(proposal));
        using var auditor = await _host.SignInAsync(Role.Auditor);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.PostAsync($"/api/v1/proposals/{proposal}/approve", new { })).StatusCode);
        using var neighbour = await _host.SignInAsync(Role.Headquarters, Personas.Wenshui);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.PostAsync($"/api/v1/proposals/{proposal}/approve", new { })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await _third.PostAsync($"/api/v1/proposals/{proposal}/approve", new { })).StatusCode);
        Assert.Equal("proposal-over", await CodeAsync(_third, $"proposals/{proposal}/approve", new { }));
    }

    [Fact]
    public async Task Both_see_what_will_happen_and_what_was_not_answered_in_a_day_has_run_out()
    {
        await An_outbreakAsync();
        var proposal = await ProposeAsync(_head, "restrictions", Order(await A_triggerAsync()));

        var (mine, theirs) = (Assert.Single((await GetAsync("proposals")).EnumerateArray()), Assert.Single((await GetAsync("proposals", _second)).EnumerateArray()));
        Assert.Equal(mine.GetProperty("sentence").GetString(), theirs.GetProperty("sentence").GetString());
        var local = _clock.GetUtcNow().AddHours(8);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"张*（8919）：居家隔离，{local:yyyy-MM-dd HH:mm} 至 {local.AddDays(7):yyyy-MM-dd HH:mm}"), mine.GetProperty("sentence").GetString()!, StringComparison.Ordinal);
        Assert.Equal((true, false), (mine.GetProperty("mine").GetBoolean(), theirs.GetProperty("mine").GetBoolean()));

        await LaterAsync(TimeSpan.FromHours(24));
        Assert.Equal("proposal-over", await CodeAsync(_second, $"proposals/{proposal}/approve", new { }));
        Assert.Empty((await GetAsync("proposals")).EnumerateArray());
        Assert.Equal("expired", Assert.Single((await GetAsync("proposals?all=true")).EnumerateArray(), p => p.GetProperty("id").GetGuid() == proposal).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_has_changed_since_it_was_shown_is_not_done()
    {
        await An_outbreakAsync();
        var proposal = await ProposeAsync(_head, "restrictions", Order(await A_triggerAsync()));
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
            await db.Set<Person>().ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, "张四五"), Stop);
        }

        Assert.Equal("effect-changed", await CodeAsync(_second, $"proposals/{proposal}/approve", new { }));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_restriction_by_one_person_or_on_another_persons_finding()
    {
        await A_restrictionAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var good = await db.Set<Restriction>().AsNoTracking().SingleAsync(Stop);
        Restriction Like(Guid? trigger = null, Guid? approvedBy = null, Guid? outbreak = null, DateTimeOffset? until = null) => new()
        {
            Owner = good.Owner,
            Id = Guid.CreateVersion7(_clock.GetUtcNow()),
            Person = good.Person,
            Trigger = trigger ?? good.Trigger,
            Outbreak = outbreak ?? good.Outbreak,
            Measure = good.Measure,
            Reason = good.Reason,
            DecidedBy = good.DecidedBy,
            DecidedAt = good.DecidedAt,
            ApprovedBy = approvedBy ?? good.ApprovedBy,
            StartsAt = good.StartsAt,
            EndsAt = until ?? good.EndsAt,
        };

        foreach (var bad in new[] { Like(trigger: Guid.CreateVersion7(_clock.GetUtcNow())), Like(approvedBy: good.DecidedBy), Like(outbreak: Guid.CreateVersion7(_clock.GetUtcNow())), Like(until: good.StartsAt.AddDays(29)) })
        {
            db.ChangeTracker.Clear();
            db.Add(bad);
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));
        }

        db.ChangeTracker.Clear();
        db.Add(Like()); // nothing but the ids differs: this one is let in
        await db.SaveChangesAsync(Stop);
    }

    [Fact]
    public async Task When_an_outbreak_is_closed_everybody_is_free_at_once_and_nobody_can_be_restricted_the_day_after()
    {
        var restriction = await A_restrictionAsync();
        var waiting = await ProposeAsync(_head, "restrictions", Order(await A_triggerAsync(number: "7"), "stay-at-site"));
        var outbreak = Assert.Single((await GetAsync("outbreaks")).EnumerateArray()).GetProperty("id").GetGuid();

        var close = await ProposeAsync(_head, "outbreaks/end", new { outbreak, until = (DateTimeOffset?)null, reason = "连续十四天没有新增" });
        Assert.Contains("涉及正在受限的 1 人", Assert.Single((await GetAsync("proposals")).EnumerateArray(), p => p.GetProperty("id").GetGuid() == close).GetProperty("sentence").GetString()!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await _second.PostAsync($"/api/v1/proposals/{close}/approve", new { })).StatusCode);

        Assert.Equal("no", (await StandingAsync())!.Value);
        Assert.Empty((await GetAsync("restrictions")).EnumerateArray());
        Assert.Equal("outbreak-over", Assert.Single((await GetAsync("restrictions?ended=true")).EnumerateArray(), r => r.GetProperty("id").GetGuid() == restriction).GetProperty("endReason").GetString());
        Assert.Equal("no-outbreak-in-force", await CodeAsync(_second, $"proposals/{waiting}/approve", new { }));
        Assert.Equal("no-outbreak-in-force", await CodeAsync(_head, "restrictions", Order(await A_triggerAsync(number: "8"))));
        Assert.Equal("outbreak-over", await CodeAsync(_head, "outbreaks/end", new { outbreak, until = _clock.GetUtcNow().AddDays(30), reason = "再来一次" }));
    }

    [Fact]
    public async Task An_outbreak_that_just_runs_out_frees_everybody_without_any_job()
    {
        await A_restrictionAsync(outbreakDays: 7);
        await LaterAsync(TimeSpan.FromDays(7));

        Assert.Empty((await GetAsync("restrictions")).EnumerateArray());
        Assert.True((await StandingAsync())!.ValidTo <= _clock.GetUtcNow());
    }

    [Fact]
    public async Task An_outbreak_is_renewed_by_two_with_a_reason_for_at_most_ninety_days_from_then()
    {
        await An_outbreakAsync(days: 90);
        var outbreak = Assert.Single((await GetAsync("outbreaks")).EnumerateArray()).GetProperty("id").GetGuid();
        await LaterAsync(TimeSpan.FromDays(80));

        var now = _clock.GetUtcNow();
        Assert.Equal("outbreak-reason-wrong", await CodeAsync(_head, "outbreaks/end", new { outbreak, until = now.AddDays(30), reason = "" }));
        Assert.Equal("outbreak-too-long", await CodeAsync(_head, "outbreaks/end", new { outbreak, until = now.AddDays(91), reason = "仍有本土病例" }));
        var renewal = await ProposeAsync(_head, "outbreaks/end", new { outbreak, until = now.AddDays(90), reason = "仍有本土病例" });
        await A_restrictionAsync(outbreak: false); // life goes on meanwhile: one more restricted person is no other renewal
        Assert.Equal(HttpStatusCode.NoContent, (await _second.PostAsync($"/api/v1/proposals/{renewal}/approve", new { })).StatusCode);

        await LaterAsync(TimeSpan.FromDays(89));
        var row = Assert.Single((await GetAsync("outbreaks")).EnumerateArray());
        Assert.True(row.GetProperty("inForce").GetBoolean());
        Assert.Equal("仍有本土病例", Assert.Single(row.GetProperty("changes").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Whoever_is_restricted_is_free_when_the_finding_is_gone_or_somebody_lifts_it()
    {
        await A_restrictionAsync();
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<HealthDocument>().ExecuteDeleteAsync(Stop);
            Assert.Equal(1, await _host.Services.GetRequiredService<CheckRestrictions>().RunAsync(Stop));
            Assert.Equal(0, await _host.Services.GetRequiredService<CheckRestrictions>().RunAsync(Stop));
        }

        Assert.Equal("no", (await StandingAsync())!.Value);
        _clock.Now += TimeSpan.FromSeconds(1);
        var again = await A_restrictionAsync(outbreak: false);
        Assert.Equal("stay-at-home", (await StandingAsync())!.Value);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("reason-missing", await CodeAsync(_head, $"restrictions/{again}/lift", new { reason = "" }));
        Assert.Equal(HttpStatusCode.NoContent, (await _head.PostAsync($"/api/v1/restrictions/{again}/lift", new { reason = "两次阴性" })).StatusCode);
        Assert.Equal("no", (await StandingAsync())!.Value);
    }

    private async Task SignInAsync() =>
        (_head, _second, _third) = (await _host.SignInAsync(_people[0]), await _host.SignInAsync(_people[1]), await _host.SignInAsync(_people[2]));

    /// <summary>Sessions do not last that long.</summary>
    private async Task LaterAsync(TimeSpan time)
    {
        _clock.Now += time;
        await SignInAsync();
    }

    private async Task<Guid> A_restrictionAsync(int outbreakDays = 60, bool outbreak = true)
    {
        if (outbreak)
            await An_outbreakAsync(outbreakDays);
        var proposal = await ProposeAsync(_head, "restrictions", Order(await A_triggerAsync(number: $"{_clock.GetUtcNow().Ticks}")));
        var answer = await _second.PostAsync($"/api/v1/proposals/{proposal}/approve", new { });
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Stop));
        return proposal;
    }

    private async Task An_outbreakAsync(int days = 60)
    {
        var now = _clock.GetUtcNow();
        var proposal = await ProposeAsync(_head, "outbreaks", new
        {
            disease = "COVID-19",
            name = new { zh = "四月疫情", en = "April" },
            legalBasis = "县指挥部第1号令",
            area = "141122",
            startsAt = now,
            endsAt = now.AddDays(days),
            sourceText = "",
        });
        Assert.Equal("second-person-needed", await CodeAsync(_head, $"proposals/{proposal}/approve", new { }));
        Assert.Equal(HttpStatusCode.NoContent, (await _second.PostAsync($"/api/v1/proposals/{proposal}/approve", new { })).StatusCode);
    }

    private async Task<Guid> A_triggerAsync(Guid? person = null, string number = "1", int days = 14, HttpClient? by = null)
    {
        var answer = await (by ?? _head).PostAsync("/api/v1/health-documents", Document(person ?? _person, number, days));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    private object Document(Guid person, string number, int days = 14, string kind = "close-contact") =>
        new { person, kind, number, issuer = "县疾控中心", issuedAt = _clock.GetUtcNow().AddMinutes(-1), liveUntil = _clock.GetUtcNow().AddDays(days).AddMinutes(-1) };

    private object Order(Guid trigger, string measure = "stay-at-home") => new
    {
        person = _person,
        trigger,
        measure,
        reason = "您是密接，请居家，社区会上门。",
        startsAt = _clock.GetUtcNow(),
        endsAt = _clock.GetUtcNow().AddDays(7),
    };

    private static async Task<Guid> ProposeAsync(HttpClient who, string path, object wanted)
    {
        var answer = await who.PostAsync("/api/v1/" + path, wanted);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    private static async Task<string?> CodeAsync(HttpClient who, string path, object what) => await (await who.PostAsync("/api/v1/" + path, what)).ProblemCodeAsync();

    private async Task<JsonElement> GetAsync(string path, HttpClient? who = null) => await (who ?? _head).GetFromJsonAsync<JsonElement>("/api/v1/" + path, Stop);

    private async Task<Standing?> StandingAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<Standing>().AsNoTracking().SingleOrDefaultAsync(s => s.Person == _person && s.Facet == "order-in-force", Stop);
    }

    private async Task<List<string>> ActsAsync(Guid subject)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<AuditRow>().Where(a => a.Subject == subject).Select(a => a.Act).OrderBy(a => a).ToListAsync(Stop);
    }
}
