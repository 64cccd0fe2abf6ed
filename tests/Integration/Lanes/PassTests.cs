using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>Commuters: issued in the office, recognised at the lane, taken away again.</summary>
public sealed class PassTests
{
    private const string Number = "141198199001010010";
    private const string OtherNumber = "141198199202020020";

    [Fact]
    public async Task A_commuter_is_recognised_by_the_printed_code_the_plate_and_the_card_alike()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (id, code) = await IssueAndPrintAsync(post, office);
        var phone = await post.EnrolAsync();
        using var lane = phone.Client();

        foreach (var question in new object[] { new { code }, new { plate = "晋G·66666" }, new { document = new { kind = "resident-id", number = Number } } })
        {
            var answer = await AskAsync(lane, question);
            Assert.True(answer.GetProperty("recognised").GetBoolean());
            var person = answer.GetProperty("occupants")[0];
            Assert.Equal(("张**", "0010", "commuter"), (Text(person, "name"), Text(person, "tail"), Text(person, "category")));
            var pass = person.GetProperty("pass");
            Assert.Equal((id, "active", "夏家营焦化厂"), (pass.GetProperty("id").GetGuid(), Text(pass, "state"), pass.GetProperty("employer").GetProperty("zh").GetString()));
        }
    }

    [Fact]
    public async Task The_printed_code_alone_names_its_holder_and_lets_them_through_and_the_pass_counts_its_uses()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (id, code) = await IssueAndPrintAsync(post, office);
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();

        var answer = await phone.PushAsync(WithPass(phone, passage, code), phone.Verdict(passage));

        var proposal = answer.GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal(("release", false), (Text(proposal, "verdict"), proposal.GetProperty("mustLook").GetBoolean()));
        var said = proposal.GetProperty("occupants")[0];
        Assert.Equal(("张**", "active", "commuter-pass"), (Text(said, "name"), Text(said.GetProperty("pass"), "state"), said.GetProperty("rules")[0].GetString()));
        var occupant = Assert.Single(await post.RowsAsync<Occupant>());
        var holder = Assert.Single(await post.RowsAsync<Person>());
        Assert.Equal((id, holder.Id), (occupant.Pass, occupant.Person));
        var row = (await office.ReadAsync("/api/v1/passes")).GetProperty("rows")[0];
        Assert.Equal(1, row.GetProperty("weekUses").GetInt32());
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("lastUse").ValueKind);
        foreach (var (figure, value) in new[] { ("entry.by-pass", 1), ("entry.share.known", 100), ("entry.share.self", 0), ("entry.repeat", 0) })
        {
            var told = await office.ReadAsync($"/api/v1/figures/{figure}?checkpoint={post.Checkpoint}");
            Assert.Equal((figure, (double)value), (figure, told.GetProperty("value").GetDouble()));
        }
    }

    [Fact]
    public async Task A_suspended_pass_stops_its_holder_with_the_very_next_check_and_no_phone_forgets_it()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (id, code) = await IssueAndPrintAsync(post, office);
        var phone = await post.EnrolAsync();
        using var lane = phone.Client();
        Assert.Equal(HttpStatusCode.NoContent, (await office.PostAsync($"/api/v1/passes/{id}/suspend", new { reason = "单位已停工" })).StatusCode);

        var proposal = (await phone.PushAsync(WithPass(phone, post.Clock.NewId(), code))).GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal(("hold", "pass-withdrawn"), (Text(proposal, "verdict"), proposal.GetProperty("occupants")[0].GetProperty("rules")[0].GetString()));
        var known = (await AskAsync(lane, new { code })).GetProperty("occupants")[0].GetProperty("pass");
        Assert.Equal(("suspended", "单位已停工"), (Text(known, "state"), Text(known, "reason")));
        var bundle = await lane.GetFromJsonAsync<JsonElement>("/api/v1/sync/bundle", RedVestHost.Stop);
        var section = JsonDocument.Parse(bundle.GetProperty("sections").GetProperty("passes").GetString()!).RootElement;
        Assert.Equal((id, "suspended"), (section.GetProperty("withdrawn")[0].GetProperty("id").GetGuid(), Text(section.GetProperty("withdrawn")[0], "state")));
        using var printed = await office.PostAsync($"/api/v1/passes/{id}/card");
        Assert.Equal("pass-not-active", await printed.ProblemCodeAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await office.PostAsync($"/api/v1/passes/{id}/resume", new { reason = "单位复工" })).StatusCode);
        proposal = (await phone.PushAsync(WithPass(phone, post.Clock.NewId(), code))).GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal("release", Text(proposal, "verdict"));
    }

    [Fact]
    public async Task The_card_of_another_person_is_not_theirs()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (_, code) = await IssueAndPrintAsync(post, office);
        var phone = await post.EnrolAsync();
        var check = WithPass(phone, post.Clock.NewId(), code);
        check["body"]!["occupants"]![0]!["document"] = new JsonObject { ["kind"] = "resident-id", ["number"] = OtherNumber };

        var said = (await phone.PushAsync(check)).GetProperty("outcomes")[0].GetProperty("answer").GetProperty("occupants")[0];

        Assert.Equal(("other-person", "hold"), (Text(said.GetProperty("pass"), "state"), Text(said, "verdict")));
        Assert.Null(Assert.Single(await post.RowsAsync<Occupant>()).Pass);
    }

    [Fact]
    public async Task Nobody_gets_a_second_pass_before_the_first_has_ended()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var (id, _) = await IssueAndPrintAsync(post, office);

        using (var second = await office.PostAsync("/api/v1/passes", A_pass(post)))
        {
            Assert.Equal((HttpStatusCode.Conflict, "pass-exists"), (second.StatusCode, await second.ProblemCodeAsync()));
        }

        Assert.Equal(HttpStatusCode.NoContent, (await office.PostAsync($"/api/v1/passes/{id}/end", new { reason = "离职" })).StatusCode);
        using var again = await office.PostAsync("/api/v1/passes", A_pass(post));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        using var late = await office.PostAsync($"/api/v1/passes/{id}/resume", new { reason = "回来了" });
        Assert.Equal("pass-ended", await late.ProblemCodeAsync());
        Assert.Equal(["active", "ended"], (await post.RowsAsync<CommuterPass>()).Select(p => p.State).Order());
    }

    [Fact]
    public async Task Twelve_desks_at_once_issue_one_pass()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        await PrepareAsync(post);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => office.PostAsync("/api/v1/passes", A_pass(post))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await post.RowsAsync<Person>());
    }

    [Theory]
    [InlineData("number", "141198199001010011", "document-wrong")]
    [InlineData("to", "2031-01-01", "pass-period-wrong")]
    [InlineData("proof", " ", "pass-proof-missing")]
    [InlineData("post", "018f0000-0000-7000-8000-000000000001", "pass-posts-wrong")]
    [InlineData("name", "", "name-wrong")]
    public async Task A_pass_that_is_not_in_order_is_refused_with_a_sentence(string what, string value, string code)
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        await PrepareAsync(post);
        var pass = A_pass(post);
        switch (what)
        {
            case "number": pass["document"]!["number"] = value; break;
            case "to": pass["validTo"] = value; break;
            case "proof": pass["communityProof"] = value; break;
            case "post": pass["posts"] = new JsonArray(value); break;
            default: pass["name"] = value; break;
        }

        using var answer = await office.PostAsync("/api/v1/passes", pass);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await answer.ProblemCodeAsync()));
        Assert.Empty(await post.RowsAsync<CommuterPass>());
    }

    [Fact]
    public async Task The_head_of_another_post_sees_none_of_it()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var (id, _) = await IssueAndPrintAsync(post, office);
        using var stranger = await post.Host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());

        Assert.Empty((await stranger.ReadAsync("/api/v1/passes")).GetProperty("rows").EnumerateArray());
        var asked = new (string Act, object Body)[]
        {
            ("card", new { }), ("end", new { reason = "x" }), ("renew", new { validTo = Today(post), employerProof = "a", communityProof = "b" }),
        };
        foreach (var (act, body) in asked)
        {
            using var answer = await stranger.PostAsync($"/api/v1/passes/{id}/{act}", body);
            Assert.Equal((act, HttpStatusCode.NotFound), (act, answer.StatusCode));
        }
    }

    [Fact]
    public async Task The_page_of_a_person_and_of_a_car_shows_passes_holds_and_trips_beside_the_passages()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var (id, code) = await IssueAndPrintAsync(post, office);
        var phone = await post.EnrolAsync();
        var (passage, trip) = (post.Clock.NewId(), post.Clock.NewId());
        var check = WithPass(phone, passage, code);
        check["body"]!["vehicle"]!["plate"] = "晋G66666";
        await phone.PushAsync(check, phone.Verdict(passage, "hold", "再看"),
            phone.Record("trips.entered", trip, new JsonObject { ["passage"] = passage, ["plate"] = "晋G66666", ["consignee"] = "煤机厂" }));
        var (person, vehicle) = (Assert.Single(await post.RowsAsync<Person>()).Id, Assert.Single(await post.RowsAsync<Vehicle>(), v => v.Plate == "晋G66666").Id);

        using var opened = await office.PostAsync($"/api/v1/registry/people/{person}/open", new { purpose = "家属询问" });
        var history = (await opened.JsonAsync()).GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["hold", "pass", "passage", "trip"], history.Select(h => Text(h, "kind")!).Order());
        Assert.Equal($"/passes/{id}", Text(history.Single(h => Text(h, "kind") == "pass"), "link"));
        Assert.Contains("夏家营焦化厂", Text(history.Single(h => Text(h, "kind") == "pass"), "said"), StringComparison.Ordinal);
        Assert.Equal("在夏家营防疫检查站留置：还没结束", Text(history.Single(h => Text(h, "kind") == "hold"), "said"));
        Assert.Equal("经夏家营防疫检查站运货到煤机厂：还没结束", Text(history.Single(h => Text(h, "kind") == "trip"), "said"));

        var car = (await office.ReadAsync($"/api/v1/registry/vehicles/{vehicle}")).GetProperty("history").EnumerateArray();
        Assert.Equal(["hold", "pass", "passage", "trip"], car.Select(h => Text(h, "kind")!).Order());
    }

    [Fact]
    public async Task A_pass_is_found_by_name_initials_plate_employer_and_number_and_by_nobody_from_elsewhere()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (id, _) = await IssueAndPrintAsync(post, office);
        var number = Assert.Single(await post.RowsAsync<CommuterPass>()).Number;

        foreach (var text in new[] { "张三", "zhangsan", "zsf", "晋G666", "焦化", "xjy", number })
            Assert.Equal((text, id), (text, Assert.Single((await FoundAsync(office, text)).EnumerateArray()).GetProperty("id").GetGuid()));
        foreach (var text in new[] { "李四", "zsl", "晋G999", "00000000" })
            Assert.Equal((text, 0), (text, (await FoundAsync(office, text)).GetArrayLength()));
        using var stranger = await post.Host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());
        Assert.Equal(0, (await FoundAsync(stranger, "张三")).GetArrayLength());
        using var short1 = await office.PostAsync("/api/v1/passes/find", new { text = "z" });
        Assert.Equal("find-text", await short1.ProblemCodeAsync());
    }

    private static async Task<JsonElement> FoundAsync(HttpClient office, string text)
    {
        using var answer = await office.PostAsync("/api/v1/passes/find", new { text });
        return (await answer.JsonAsync()).GetProperty("rows");
    }

    [Fact]
    public async Task Whoever_stands_at_the_desk_is_asked_for_nothing_that_is_known()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (id, _) = await IssueAndPrintAsync(post, office);

        using var answer = await office.PostAsync("/api/v1/passes/holder", new { document = new { kind = "resident-id", number = "14119819900101 0010" } });

        var holder = await answer.JsonAsync();
        Assert.Equal((true, "张**", id), (holder.GetProperty("known").GetBoolean(), Text(holder, "name"), holder.GetProperty("pass").GetGuid()));
        Assert.Single(await post.RowsAsync<AuditRow>(), a => a.Act == "pass-holder-sought");
        Assert.DoesNotContain(await post.RowsAsync<AuditRow>(), a => a.Detail?.Contains(Number, StringComparison.Ordinal) == true);
    }

    private static async Task<JsonElement> AskAsync(HttpClient lane, object question)
    {
        using var answer = await lane.PostAsync("/api/v1/checkpoints/recognise", question);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static string? Text(JsonElement at, string member) => at.GetProperty(member).GetString();

    private static JsonObject WithPass(Phone phone, Guid passage, string code)
    {
        var check = phone.Check(passage, category: "commuter");
        check["body"]!["occupants"] = new JsonArray(new JsonObject
        {
            ["n"] = 1,
            ["role"] = "driver",
            ["way"] = "pass",
            ["code"] = code,
            ["temperatureTenths"] = 365,
            ["healthCode"] = "green",
            ["test"] = new JsonObject { ["result"] = "negative", ["sampledAt"] = phone.Post.Clock.GetUtcNow().AddHours(-20).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), ["source"] = "seen" },
        });
        return check;
    }

    private static DateOnly Today(Post post) => DateOnly.FromDateTime(post.Clock.GetUtcNow().UtcDateTime.AddMinutes(480));

    private static readonly Guid Works = new("018f0000-0000-7000-8000-00000000000a");

    private static Task PrepareAsync(Post post) => post.WithDbAsync(db => AddOrganisation.RunAsync(
        db, Caller.System, new Organisation { Owner = Post.Owner, Id = Works, Kind = "company", NameZh = "夏家营焦化厂", NameEn = "Xiajiaying Coking Works" }, RedVestHost.Stop));

    private static JsonObject A_pass(Post post) => new()
    {
        ["document"] = new JsonObject { ["kind"] = "resident-id", ["number"] = Number },
        ["name"] = "张三丰",
        ["employer"] = Works,
        ["plate"] = "晋G66666",
        ["residence"] = "夏家营镇段村12号",
        ["posts"] = new JsonArray(post.Checkpoint),
        ["conditions"] = new JsonObject { ["testHours"] = 48, ["healthCode"] = "green" },
        ["validFrom"] = Today(post).AddDays(-3).ToString("yyyy-MM-dd", null),
        ["validTo"] = Today(post).AddDays(20).ToString("yyyy-MM-dd", null),
        ["employerProof"] = "工作证明",
        ["communityProof"] = "段村村委会名单",
    };

    private static async Task<(Guid Id, string Code)> IssueAndPrintAsync(Post post, HttpClient office)
    {
        await PrepareAsync(post);
        using var issued = await office.PostAsync("/api/v1/passes", A_pass(post));
        Assert.True(issued.StatusCode == HttpStatusCode.Created, await issued.Content.ReadAsStringAsync(RedVestHost.Stop));
        var id = (await issued.JsonAsync()).GetProperty("id").GetGuid();
        using var printed = await office.PostAsync($"/api/v1/passes/{id}/card");
        Assert.Equal(HttpStatusCode.OK, printed.StatusCode);
        return (id, (await printed.JsonAsync()).GetProperty("code").GetString()!);
    }
}
