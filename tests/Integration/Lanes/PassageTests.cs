using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>What an office sees of passages, and what a lane may ask about who stands before it.</summary>
public sealed class PassageTests
{
    internal const string Number = "141198199001010013";
    internal const string OtherNumber = "141198199202020022";

    [Fact]
    public async Task A_list_is_paged_newest_first_and_shows_every_passage_once_also_those_of_one_instant()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var passages = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            var check = phone.Check(post.Clock.NewId());
            if (i is > 1 and < 6)
                check["mono"] = 1003; // four begin in the same millisecond
            passages.Add(check["subject"]!.GetValue<Guid>());
            await phone.PushAsync(check);
        }

        var seen = new List<JsonElement>();
        for (var after = ""; after is not null;)
        {
            var page = await office.ReadAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages?limit=3&after={after}");
            seen.AddRange(page.GetProperty("rows").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(passages.Order(), seen.Select(r => r.GetProperty("id").GetGuid()).Order());
        var starts = seen.Select(r => r.GetProperty("startedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(starts.OrderDescending(), starts);
        Assert.True(starts.Distinct().Count() < starts.Count);
        Assert.All(seen, r => Assert.Equal("张**", r.GetProperty("names")[0].GetString()));
        using var nonsense = await office.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages?after=2022", RedVestHost.Stop);
        Assert.Equal("after-wrong", await nonsense.ProblemCodeAsync());
    }

    [Fact]
    public async Task Every_count_opens_exactly_its_records()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        foreach (var (given, number) in new[] { ("release", Number), ("hold", OtherNumber), ("refer", Number), ("sample-and-go", OtherNumber), ("turn-back", Number) })
        {
            var passage = post.Clock.NewId();
            await phone.PushAsync(phone.Check(passage, number: number), phone.Verdict(passage, given));
        }

        await phone.PushAsync(phone.Verdict(post.Clock.NewId(), "emergency-release", emergency: true));
        await phone.PushAsync(phone.Check(post.Clock.NewId()));

        var board = await office.ReadAsync($"/api/v1/checkpoints/{post.Checkpoint}/board");
        var compared = 0;
        foreach (var figure in board.GetProperty("figures").EnumerateArray())
        {
            var (key, unit) = (figure.GetProperty("key").GetString()!, figure.GetProperty("unit").GetString());
            if (unit is "seconds" or "vehicles" or "percent" || key == "entry.tests")
                continue;
            var rows = (await office.ReadAsync($"/api/v1/figures/{key}/records?checkpoint={post.Checkpoint}&limit=200")).GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal((key, figure.GetProperty("value").GetInt32()), (key, unit == "person-times" ? rows.Sum(r => r.GetProperty("persons").GetInt32()) : rows.Count));
            compared++;
        }

        Assert.True(compared > 8);
        Assert.Equal(["sample-and-go"], await VerdictsAsync("figure=entry.tests"));
        Assert.Equal(["hold"], await VerdictsAsync("verdict=hold"));
        Assert.Equal(["emergency-release"], await VerdictsAsync("category=emergency"));
        Assert.Equal([null], await VerdictsAsync("state=in-check"));
        Assert.Empty(await VerdictsAsync("state=no-such-state"));
        Assert.Empty(await VerdictsAsync("day=2022-04-14"));
        Assert.Equal(5, (await VerdictsAsync("figure=entry.seconds-p90")).Count);
        using var queue = await office.GetAsync("/api/v1/figures/entry.queue/records", RedVestHost.Stop);
        Assert.Equal("figure-without-records", await queue.ProblemCodeAsync());

        async Task<List<string?>> VerdictsAsync(string filter) =>
            [.. (await office.ReadAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages?{filter}")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("verdict").GetString())];
    }

    [Fact]
    public async Task A_passage_explains_its_verdict_masks_its_persons_and_remembers_who_looked()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var head = await post.Host.AddUserAsync(Role.PostHead);
        using var office = await post.Host.SignInAsync(head);
        var passage = post.Clock.NewId();
        var check = phone.Check(passage, tenths: 385);
        check["body"]!["occupants"]![0]!["code"] = "RV1:SECRET";
        var verdict = phone.Verdict(passage, "release", "second reading was 36.8");
        verdict["body"]!["shown"] = "server";
        verdict["body"]!["serverProposal"] = JsonNode.Parse((await phone.PushAsync(check)).GetProperty("outcomes")[0].GetProperty("answer").GetRawText());
        await phone.PushAsync(verdict);

        var text = await office.GetStringAsync($"/api/v1/passages/{passage}", RedVestHost.Stop);

        foreach (var hidden in new[] { Number, "10000000001", "三丰", "\\u4E09", "SECRET" })
            Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase);
        var shown = JsonSerializer.Deserialize<JsonElement>(text);
        var occupant = shown.GetProperty("occupants")[0];
        Assert.Equal(("张**", "0013", "release"), (occupant.GetProperty("name").GetString(), occupant.GetProperty("tail").GetString(), occupant.GetProperty("verdict").GetString()));
        var fever = occupant.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "fever");
        Assert.Equal(("applies", "refer"), (fever.GetProperty("outcome").GetString(), fever.GetProperty("verdict").GetString()));
        Assert.Equal(385, fever.GetProperty("facts").GetProperty("temperatureTenths").GetInt32());
        Assert.Equal(385, occupant.GetProperty("facts").GetProperty("temperatureTenths").GetInt32());
        var difference = Assert.Single(shown.GetProperty("differences").EnumerateArray());
        Assert.Equal(("release", "refer", "second reading was 36.8"), (difference.GetProperty("given").GetString(), difference.GetProperty("proposed").GetString(), difference.GetProperty("reason").GetString()));
        Assert.Equal(["checkpoints.check-started", "checkpoints.verdict"], shown.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
        var said = shown.GetProperty("events")[0].GetProperty("body").GetProperty("occupants")[0];
        Assert.Equal(("****0013", "****0001"), (said.GetProperty("document").GetProperty("number").GetString(), said.GetProperty("phone").GetString()));
        Assert.Equal("TEST-MINIMAL", shown.GetProperty("pack").GetProperty("id").GetString());
        Assert.Contains(await post.RowsAsync<AuditRow>(), a => a.Act == "passage-viewed" && a.ActorId == head.Id && a.Subject == passage);
    }

    [Fact]
    public async Task What_lies_outside_of_the_scope_is_not_found()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var check = phone.Check(passage);
        await phone.PushAsync(check);
        using var neighbour = await post.Host.SignInAsync(Role.PostHead, Personas.Wenshui);
        using var otherPost = await post.Host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());

        foreach (var stranger in new[] { neighbour, otherPost })
        {
            foreach (var answer in new[]
            {
                await stranger.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages", RedVestHost.Stop),
                await stranger.GetAsync($"/api/v1/figures/entry.vehicles/records?checkpoint={post.Checkpoint}", RedVestHost.Stop),
                await stranger.GetAsync($"/api/v1/passages/{passage}", RedVestHost.Stop),
                await stranger.PostAsync($"/api/v1/passages/{passage}/corrections", CorrectionSaid.Of(post, check)),
                await stranger.PostAsync($"/api/v1/passages/{passage}/reveal", new { n = 1, field = "document", purpose = "curiosity" }),
                await stranger.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { plate = "晋G12345", purpose = "curiosity" }),
            })
            {
                Assert.Equal("not-found", await answer.ProblemCodeAsync());
            }
        }

        Assert.DoesNotContain(await post.RowsAsync<AuditRow>(), a => a.Act is "passage-viewed" or "value-revealed" or "passage-corrected");
        Assert.False(Assert.Single(await post.RowsAsync<Passage>()).Corrected);
    }

    [Fact]
    public async Task A_masked_value_is_shown_for_a_purpose_and_the_audit_says_so()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.ShiftLeader);
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage));
        async Task<string?> RevealAsync(string field) =>
            (await (await office.PostAsync($"/api/v1/passages/{passage}/reveal", new { n = 1, field, purpose = "identity check for referral" })).JsonAsync()).GetProperty("value").GetString();

        Assert.Equal(Number, await RevealAsync("document"));
        Assert.Equal("+86 10000000001", await RevealAsync("phone"));
        using var silent = await office.PostAsync($"/api/v1/passages/{passage}/reveal", new { n = 1, field = "document", purpose = "x" });
        using var nobody = await office.PostAsync($"/api/v1/passages/{passage}/reveal", new { n = 9, field = "document", purpose = "identity check" });
        Assert.Equal(("purpose-missing", "not-found"), (await silent.ProblemCodeAsync(), await nobody.ProblemCodeAsync()));

        var looks = (await post.RowsAsync<AuditRow>()).Where(a => a.Act == "value-revealed").ToList();
        Assert.Equal(2, looks.Count);
        Assert.All(looks, a => Assert.Contains("identity check for referral", a.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain(await post.RowsAsync<AuditRow>(), a => a.Detail?.Contains(Number, StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Passages_are_found_by_a_whole_number_only_and_for_a_purpose()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var (mine, other) = (post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(mine, plate: "晋G12345"), phone.Check(other, plate: "晋G54321", number: OtherNumber));
        async Task<List<Guid>> FindAsync(object wanted) =>
            [.. (await (await office.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages/find", wanted)).JsonAsync()).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];

        Assert.Equal([mine], await FindAsync(new { plate = " 晋g·12345", purpose = "lost property" }));
        Assert.Equal([other], await FindAsync(new { document = new { kind = "resident-id", number = OtherNumber }, purpose = "lost property" }));
        Assert.Equal([other], await FindAsync(new { document = new { number = OtherNumber }, purpose = "lost property" }));
        Assert.Empty(await FindAsync(new { plate = "晋G1234", purpose = "lost property" }));
        Assert.Empty(await FindAsync(new { document = new { kind = "passport", number = OtherNumber }, purpose = "lost property" }));
        using var both = await office.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { plate = "晋G12345", document = new { number = Number }, purpose = "lost property" });
        using var silent = await office.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { plate = "晋G12345", purpose = "  x " });
        Assert.Equal(("find-one", "purpose-missing"), (await both.ProblemCodeAsync(), await silent.ProblemCodeAsync()));
        var sought = (await post.RowsAsync<AuditRow>()).Where(a => a.Act == "passages-sought").ToList();
        Assert.Equal(5, sought.Count);
        Assert.DoesNotContain(sought, a => a.Detail!.Contains("12345", StringComparison.Ordinal) || a.Detail.Contains(OtherNumber, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lane_recognises_a_car_with_its_usual_people_and_a_person_by_document()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var lane = phone.Client();
        var (first, second) = (post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(first), phone.Verdict(first));
        await phone.PushAsync(phone.Check(second, number: OtherNumber, category: "commuter"), phone.Verdict(second));
        async Task<JsonElement> AskAsync(object question) => await (await lane.PostAsJsonAsync("/api/v1/checkpoints/recognise", question, RedVestHost.Stop)).JsonAsync();

        var car = await AskAsync(new { plate = "晋g12345" });
        Assert.True(car.GetProperty("recognised").GetBoolean());
        Assert.Equal(("晋G12345", "commuter"), (car.GetProperty("vehicle").GetProperty("plate").GetString(), car.GetProperty("vehicle").GetProperty("category").GetString()));
        Assert.Equal(["0022", "0013"], car.GetProperty("occupants").EnumerateArray().Select(o => o.GetProperty("tail").GetString()));
        Assert.All(car.GetProperty("occupants").EnumerateArray(), o => Assert.Equal(("张**", "driver"), (o.GetProperty("name").GetString(), o.GetProperty("role").GetString())));

        var person = await AskAsync(new { document = new { kind = "resident-id", number = Number } });
        Assert.Equal((await post.RowsAsync<Person>()).Single(p => p.DocumentTail == "0013").Id, Assert.Single(person.GetProperty("occupants").EnumerateArray()).GetProperty("person").GetGuid());
        foreach (var nobody in new object[] { new { plate = "晋G1234" }, new { document = new { kind = "resident-id", number = "1411981990" } }, new { code = "RV1:whatever" } })
            Assert.False((await AskAsync(nobody)).GetProperty("recognised").GetBoolean());
        using var both = await lane.PostAsJsonAsync("/api/v1/checkpoints/recognise", new { plate = "晋G12345", code = "x" }, RedVestHost.Stop);
        using var nothing = await lane.PostAsJsonAsync("/api/v1/checkpoints/recognise", new { }, RedVestHost.Stop);
        Assert.Equal(("recognise-one", "recognise-one"), (await both.ProblemCodeAsync(), await nothing.ProblemCodeAsync()));

        var asked = (await post.RowsAsync<AuditRow>()).Where(a => a.Act == "recognised").ToList();
        Assert.Equal(5, asked.Count);
        Assert.All(asked, a => Assert.Equal(("device", (Guid?)phone.Id), (a.ActorKind, a.ActorId)));
        Assert.DoesNotContain(asked, a => a.Detail!.Contains("12345", StringComparison.Ordinal) || a.Detail.Contains(Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_device_that_asks_faster_than_people_pass_has_to_wait_and_the_others_need_not()
    {
        await using var post = await Post.OpenAsync();
        using var hasty = (await post.EnrolAsync()).Client();
        using var other = (await post.EnrolAsync()).Client();
        var answers = new List<HttpResponseMessage>();

        for (var n = 0; n < 200 && answers.LastOrDefault()?.StatusCode != HttpStatusCode.TooManyRequests; n++)
            answers.Add(await hasty.PostAsJsonAsync("/api/v1/checkpoints/recognise", new { plate = $"晋G{10000 + n}" }, RedVestHost.Stop));

        Assert.True(answers.Count > 100);
        Assert.Equal("too-many-requests", await answers[^1].ProblemCodeAsync());
        Assert.True(answers[^1].Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var answer = await other.PostAsJsonAsync("/api/v1/checkpoints/recognise", new { plate = "晋G12345" }, RedVestHost.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Records_that_need_a_person_are_listed_to_those_who_see_the_device()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        using var neighbour = await post.Host.SignInAsync(Role.ShiftLeader, Personas.Wenshui);
        await phone.PushAsync(phone.Check(post.Clock.NewId(), tenths: 500), phone.Check(post.Clock.NewId(), tenths: 200), phone.Check(post.Clock.NewId(), tenths: 100));

        var first = await leader.ReadAsync("/api/v1/sync/kept?limit=2");
        var last = await leader.ReadAsync($"/api/v1/sync/kept?limit=2&after={first.GetProperty("next").GetString()}");

        var rows = first.GetProperty("rows").EnumerateArray().Concat(last.GetProperty("rows").EnumerateArray()).ToList();
        Assert.Equal([1L, 2L, 3L], rows.Select(r => r.GetProperty("seq").GetInt64()).Order());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next").ValueKind);
        Assert.All(rows, r => Assert.Equal(("test", "refused", "temperature-impossible"), (r.GetProperty("deviceName").GetString(), r.GetProperty("outcome").GetString(), r.GetProperty("code").GetString())));
        Assert.Empty((await neighbour.ReadAsync("/api/v1/sync/kept")).GetProperty("rows").EnumerateArray());
    }
}

internal static class Reading
{
    /// <summary>Gets what must be there.</summary>
    internal static async Task<JsonElement> ReadAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, RedVestHost.Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(RedVestHost.Stop)}");
        return await answer.JsonAsync();
    }
}
