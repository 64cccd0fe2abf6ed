using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>A correction as the office says it: another category and plate.</summary>
internal sealed record CorrectionSaid(Guid Id, Guid Corrects, object Changes, string Reason)
{
    internal static CorrectionSaid Of(Post post, JsonObject record) => new(
        post.Clock.NewId(), record["id"]!.GetValue<Guid>(), new { category = "freight", vehicle = new { plate = "晋G22222", plateUnreadable = false } }, "plate misread");
}

public sealed class CorrectionTests
{
    [Fact]
    public async Task A_correction_from_the_office_keeps_what_was_said_and_counts_once()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var head = await post.Host.AddUserAsync(Role.PostHead);
        using var office = await post.Host.SignInAsync(head);
        var passage = post.Clock.NewId();
        var (check, verdict) = (phone.Check(passage, plate: "晋G11111"), phone.Verdict(passage));
        await phone.PushAsync(check, verdict);
        var correction = CorrectionSaid.Of(post, check);
        async Task<string?> CorrectAsync(CorrectionSaid said)
        {
            using var answer = await office.PostAsync($"/api/v1/passages/{passage}/corrections", said);
            return answer.IsSuccessStatusCode ? answer.StatusCode.ToString() : (int)answer.StatusCode + " " + await answer.ProblemCodeAsync();
        }

        Assert.Equal("Created", await CorrectAsync(correction));
        Assert.Equal("OK", await CorrectAsync(correction));
        Assert.Equal("409 record-changed", await CorrectAsync(correction with { Reason = "another" }));
        Assert.Equal("409 corrected-twice", await CorrectAsync(CorrectionSaid.Of(post, check)));
        Assert.Equal("404 not-found", await CorrectAsync(CorrectionSaid.Of(post, check) with { Corrects = post.Clock.NewId() }));
        Assert.Equal("400 body-wrong", await CorrectAsync(CorrectionSaid.Of(post, check) with { Corrects = correction.Id }));
        Assert.Equal("400 changes-wrong", await CorrectAsync(CorrectionSaid.Of(post, verdict) with { Changes = new { given = "no-such-verdict" } }));
        Assert.Equal("400 changes-wrong", await CorrectAsync(CorrectionSaid.Of(post, verdict) with { Changes = new { lane = post.Clock.NewId() } }));
        Assert.Equal("400 changes-wrong", await CorrectAsync(CorrectionSaid.Of(post, verdict) with { Changes = "release" }));
        Assert.Equal("400 body-wrong", await CorrectAsync(CorrectionSaid.Of(post, verdict) with { Reason = " " }));
        Assert.Equal("400 id-time", await CorrectAsync(CorrectionSaid.Of(post, verdict) with { Id = Guid.Empty }));

        var row = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal(("晋G22222", "freight", "release", true), (row.Plate, row.Category, row.Verdict, row.Corrected));
        Assert.Equal(3, (await post.RowsAsync<LaneEvent>()).Count);
        Assert.Single(await post.RowsAsync<AuditRow>(), a => a.Act == "passage-corrected" && a.ActorId == head.Id && a.Subject == passage);
        var events = (await office.ReadAsync($"/api/v1/passages/{passage}")).GetProperty("events").EnumerateArray().ToList();
        var superseded = Assert.Single(events, e => e.GetProperty("supersededBy").ValueKind != JsonValueKind.Null);
        Assert.Equal((check["id"]!.GetValue<Guid>(), correction.Id), (superseded.GetProperty("id").GetGuid(), superseded.GetProperty("supersededBy").GetGuid()));
        Assert.Equal("测试员", events[^1].GetProperty("byUser").GetString());
    }

    [Fact]
    public async Task A_verdict_that_was_given_by_mistake_is_put_right()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.ShiftLeader);
        var passage = post.Clock.NewId();
        var verdict = phone.Verdict(passage, "hold");
        await phone.PushAsync(phone.Check(passage), verdict);

        using var answer = await office.PostAsync($"/api/v1/passages/{passage}/corrections", CorrectionSaid.Of(post, verdict) with
        {
            Changes = new { given = "release", occupants = new[] { new { n = 1, given = "release" } } },
        });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(("release", true), Assert.Single(await post.RowsAsync<Passage>()) is var p ? (p.Verdict, p.Corrected) : default);
        Assert.Equal("release", Assert.Single(await post.RowsAsync<Occupant>()).Verdict);
        var figure = await office.ReadAsync($"/api/v1/figures/entry.held?checkpoint={post.Checkpoint}");
        Assert.Equal(0, figure.GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Of_twelve_who_correct_the_same_record_at_once_one_is_stored()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var passage = post.Clock.NewId();
        var check = phone.Check(passage);
        await phone.PushAsync(check, phone.Verdict(passage));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => office.PostAsync($"/api/v1/passages/{passage}/corrections", CorrectionSaid.Of(post, check))));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        foreach (var lost in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            Assert.Equal("corrected-twice", await lost.ProblemCodeAsync());
        Assert.Single(await post.RowsAsync<LaneEvent>(), e => e.Corrects is not null);
    }

    [Fact]
    public async Task A_correction_sent_twelve_times_at_once_is_stored_once_and_nobody_is_refused()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var passage = post.Clock.NewId();
        var check = phone.Check(passage);
        await phone.PushAsync(check);
        var correction = CorrectionSaid.Of(post, check);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => office.PostAsync($"/api/v1/passages/{passage}/corrections", correction)));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.OK, 11)], answers.Select(a => a.StatusCode).OrderDescending());
        Assert.Single(await post.RowsAsync<LaneEvent>(), e => e.Corrects is not null);
    }

    [Fact]
    public async Task Corrections_and_the_lanes_next_records_at_once_lose_nothing()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var checks = Enumerable.Range(0, 20).Select(_ => phone.Check(post.Clock.NewId())).ToList();
        await phone.PushAsync([.. checks]);

        await Task.WhenAll(
        [
            .. checks.Select(check => office.PostAsync($"/api/v1/passages/{check["subject"]!.GetValue<Guid>()}/corrections", CorrectionSaid.Of(post, check))),
            .. checks.Select(check => (Task)phone.PushAsync(phone.Verdict(check["subject"]!.GetValue<Guid>()))),
        ]);

        Assert.All(await post.RowsAsync<Passage>(), p => Assert.Equal(("freight", "release", true), (p.Category, p.Verdict, p.Corrected)));
        Assert.All(await post.RowsAsync<Occupant>(), o => Assert.Equal("release", o.Verdict));
    }
}
