using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

/// <summary>The register as a clerk of the county uses it: organisations, places, households, people, vehicles.</summary>
public sealed class RegisterTests : IAsyncLifetime
{
    private const string Rare = "𠮷㐀·买买提";
    private RedVestHost _host = null!;
    private HttpClient _clerk = null!;

    private static CancellationToken Stop => RedVestHost.Stop;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync();
        await _host.SetUpAsync();
        _clerk = await _host.SignInAsync(Role.Headquarters);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_organisation_is_entered_edited_and_ended_and_never_deleted()
    {
        var (id, park) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(52)), Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(52)));
        await SaveAsync($"organisations/{park}", new { kind = "park", name = new { zh = "夏家营园区", en = "Park" }, divisionCode = 141122101000 });
        var saved = await SaveAsync($"organisations/{id}", Company(park, null, Rare));

        Assert.Equal("••••0007", saved.GetProperty("contact").GetProperty("phone").GetString());
        Assert.Equal("夏家营园区", saved.GetProperty("parentName").GetProperty("zh").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await _clerk.PostAsync($"/api/v1/registry/organisations/{id}", Company(park, null, "Another"))).StatusCode);
        Assert.Equal(Rare + "2", (await SaveAsync($"organisations/{id}", Company(park, 0, Rare + "2"))).GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal("edited-meanwhile", await CodeAsync($"organisations/{id}", Company(park, 0, "stale")));
        Assert.Equal("parent-wrong", await CodeAsync($"organisations/{park}", new { kind = "park", name = new { zh = "a", en = "b" }, divisionCode = 141122101000, edits = 0, parentId = id }));

        Assert.Equal(HttpStatusCode.NoContent, (await _clerk.PostAsync($"/api/v1/registry/organisations/{id}/end", new { reason = "关停" })).StatusCode);
        Assert.Equal([park], await IdsAsync("organisations"));
        Assert.Equal([id], await IdsAsync("organisations?ended=true"));
        Assert.Equal([], await IdsAsync("organisations?q=𠮷㐀"));
        Assert.Equal([id], await IdsAsync("organisations?ended=true&q=𠮷㐀&kind=company&division=141122101000"));
        Assert.Equal(2, (await ActsAsync(id)).Count(a => a is "organisation-edited" or "organisation-ended"));
    }

    [Fact]
    public async Task A_list_is_paged_and_cut_to_the_scope()
    {
        for (var i = 0; i < 5; i++)
            await SaveAsync($"places/{NewId()}", new { kind = "school", name = new { zh = $"学校{i}", en = $"School {i}" }, divisionCode = i == 0 ? 141122100000 : 141122101000, position = new { latitude = 37.55, longitude = 112.15 } });

        var first = await GetAsync("places?limit=2");
        var second = await GetAsync($"places?limit=2&after={first.GetProperty("next").GetString()}");
        var third = await GetAsync($"places?limit=2&after={second.GetProperty("next").GetString()}");
        var names = new[] { first, second, third }.SelectMany(p => p.GetProperty("rows").EnumerateArray()).Select(r => r.GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal(["学校4", "学校3", "学校2", "学校1", "学校0"], names);
        Assert.Equal(JsonValueKind.Null, third.GetProperty("next").ValueKind);

        using var town = await _host.SignInAsync(Role.Headquarters, scope: "141122101");
        Assert.Equal(4, (await GetAsync("places", town)).GetProperty("rows").GetArrayLength());
        Assert.Equal("division-elsewhere", await CodeAsync($"places/{NewId()}", new { kind = "school", name = new { zh = "a", en = "b" }, divisionCode = 141122100000 }, town));
        using var neighbour = await _host.SignInAsync(Role.Headquarters, Personas.Wenshui);
        Assert.Equal(0, (await GetAsync("places", neighbour)).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_person_lives_in_one_household_at_a_time()
    {
        var (first, second) = (await A_householdAsync("段村12号"), await A_householdAsync("段村13号"));
        var person = await A_personAsync("14119819900101001", "张三");

        await _clerk.PostAsync($"/api/v1/registry/households/{first}/members", new { person, relation = "head" });
        await _clerk.PostAsync($"/api/v1/registry/households/{second}/members", new { person, relation = "spouse" });

        var left = await GetAsync($"households/{first}");
        var lived = Assert.Single(left.GetProperty("members").EnumerateArray());
        Assert.NotEqual(JsonValueKind.Null, lived.GetProperty("until").ValueKind);
        Assert.Equal(0, left.GetProperty("household").GetProperty("members").GetInt32());
        Assert.Equal("张*", Assert.Single((await GetAsync($"households/{second}")).GetProperty("members").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("household-lived-in", await CodeAsync($"households/{second}/end", new { reason = "拆迁" }));
        Assert.Equal("household-exists", await CodeAsync($"households/{NewId()}", new { divisionCode = 141122101000, address = " 段村 １２号" }));

        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        db.Add(new HouseholdMember { Owner = Personas.Jiaocheng, Person = person, Since = DateTimeOffset.UnixEpoch, Household = first, Relation = "other" });
        Assert.True(Races.WasLost((await Record.ExceptionAsync(() => db.SaveChangesAsync(Stop)))!));
    }

    [Fact]
    public async Task A_person_is_found_by_number_phone_or_name_and_opened_only_for_a_purpose()
    {
        var person = await A_personAsync("14119819900101002", Rare, "+8610000000042");

        foreach (var wanted in new object[] { new { purpose = "核对登记", document = "141198 199001010027".Replace("27", CheckOf("14119819900101002"), StringComparison.Ordinal) } })
            Assert.Equal([person], await FoundAsync(wanted));
        Assert.Equal([person], await FoundAsync(new { purpose = "核对登记", phone = "+86 100 0000 0042" }));
        Assert.Equal([person], await FoundAsync(new { purpose = "核对登记", name = "𠮷㐀" }));
        Assert.Equal([], await FoundAsync(new { purpose = "核对登记", name = "㐀·" }));
        Assert.Equal("purpose-missing", await CodeAsync("people/find", new { purpose = "", name = "𠮷㐀" }));
        Assert.Equal("find-one-of-three", await CodeAsync("people/find", new { purpose = "核对登记", name = "𠮷㐀", phone = "1" }));
        Assert.Equal("purpose-missing", await CodeAsync($"people/{person}/open", new { purpose = "x" }));

        var opened = await SaveAsync($"people/{person}/open", new { purpose = "家属询问" });
        Assert.Equal(Rare, opened.GetProperty("name").GetString());
        Assert.DoesNotContain("0000042", opened.ToString(), StringComparison.Ordinal);
        Assert.Equal("+8610000000042", (await SaveAsync($"people/{person}/reveal", new { field = "phone", purpose = "家属询问" })).GetProperty("value").GetString());
        Assert.Equal(["person-added", "person-opened", "person-revealed"], await ActsAsync(person));

        using var auditor = await _host.SignInAsync(Role.Auditor);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync($"/api/v1/registry/people/{person}/reveal", new { field = "phone", purpose = "家属询问" })).StatusCode);
        using var neighbour = await _host.SignInAsync(Role.Headquarters, Personas.Wenshui);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.PostAsync($"/api/v1/registry/people/{person}/open", new { purpose = "家属询问" })).StatusCode);
    }

    [Fact]
    public async Task Who_answers_for_a_town_sees_those_who_live_there()
    {
        var (here, elsewhere) = (await A_personAsync("14119819900101003", "李四"), await A_personAsync("14119819900101004", "王五"));
        await _clerk.PostAsync($"/api/v1/registry/households/{await A_householdAsync("段村20号")}/members", new { person = here, relation = "head" });
        using var town = await _host.SignInAsync(Role.Headquarters, scope: "141122101");

        Assert.Equal([here], (await GetAsync("people", town)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound, (await town.PostAsync($"/api/v1/registry/people/{elsewhere}/open", new { purpose = "核对登记" })).StatusCode);
        Assert.Equal(2, (await GetAsync("people")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_vehicle_is_found_by_the_beginning_of_its_plate()
    {
        var saved = await SaveAsync("vehicles", new { plate = "晋g·12345", plateColour = "blue", kind = "truck" });

        Assert.Equal("晋G12345", saved.GetProperty("plate").GetString());
        Assert.Equal("晋G12345", Assert.Single((await SaveAsync("vehicles/find", new { plate = "晋G12" })).GetProperty("rows").EnumerateArray()).GetProperty("plate").GetString());
        Assert.Equal("plate-short", await CodeAsync("vehicles/find", new { plate = "晋" }));
        Assert.Equal(0, (await GetAsync($"vehicles/{saved.GetProperty("id").GetGuid()}")).GetProperty("history").GetArrayLength());
    }

    private static Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(52).AddMilliseconds(Interlocked.Increment(ref _ids)));

    private static int _ids;

    private static string CheckOf(string digits) => digits[^1] + RedVest.Registry.Identifiers.ResidentId.CheckCharacter(digits).ToString();

    private static object Company(Guid park, int? edits, string name) => new
    {
        kind = "company",
        name = new { zh = name, en = "Company A" },
        divisionCode = 141122101000,
        parentId = park,
        edits,
        creditCode = "91141198MA0000000X",
        contact = new { name = "张示例", phone = edits is null ? "10000000007" : null },
    };

    private async Task<Guid> A_householdAsync(string address)
    {
        var id = NewId();
        await SaveAsync($"households/{id}", new { divisionCode = 141122101000, address });
        return id;
    }

    private async Task<Guid> A_personAsync(string digits, string name, string? phone = null) =>
        (await SaveAsync("people", new { documentKind = "resident-id", document = digits[..^1] + CheckOf(digits), name, phone })).GetProperty("id").GetGuid();

    private async Task<JsonElement> SaveAsync(string path, object what)
    {
        var answer = await _clerk.PostAsync("/api/v1/registry/" + path, what);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task<string?> CodeAsync(string path, object what, HttpClient? who = null) =>
        (await (await (who ?? _clerk).PostAsync("/api/v1/registry/" + path, what)).Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();

    private async Task<JsonElement> GetAsync(string path, HttpClient? who = null) => await (who ?? _clerk).GetFromJsonAsync<JsonElement>("/api/v1/registry/" + path, Stop);

    private async Task<IEnumerable<Guid>> IdsAsync(string path) => (await GetAsync(path)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid());

    private async Task<IEnumerable<Guid>> FoundAsync(object wanted) => (await SaveAsync("people/find", wanted)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid());

    private async Task<List<string>> ActsAsync(Guid subject)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        return await db.Set<AuditRow>().Where(a => a.Subject == subject).OrderBy(a => a.At).Select(a => a.Act).ToListAsync(Stop);
    }
}
