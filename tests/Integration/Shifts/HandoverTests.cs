using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Shifts;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Shifts;

public sealed class HandoverTests
{
    private static readonly Guid Giver = new("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Taker = new("01900000-0000-7000-8000-000000000002");

    [Fact]
    public async Task A_held_person_changes_custodian_with_the_two_signatures_made_without_a_network()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var leader = await at.LeaderAsync("甲");
        var (_, loop) = await HoldAsync(at, phone);
        var handover = at.Post.Clock.NewId();
        at.ChangeCrew();
        var (offered, taken) = (Offered(at, phone, handover, Giver), Taken(at, phone, handover, Taker, loop));

        await phone.PushAsync(offered, taken);

        var held = Assert.Single(await at.Post.RowsAsync<Loop>());
        Assert.Equal(($"staff:{Taker}", true), (held.Custodian, held.IsOpen));
        var answer = await leader.ReadAsync($"/api/v1/handovers/{handover}");
        Assert.Equal("taken", answer.GetProperty("row").GetProperty("state").GetString());
        Assert.Equal("张*", answer.GetProperty("sheet").GetProperty("persons")[0].GetProperty("name").GetString());
        Assert.Equal(loop, answer.GetProperty("taken")[0].GetGuid());
        Assert.Single(await at.Post.RowsAsync<AuditRow>(), a => a.Act == "handover-viewed");
    }

    [Fact]
    public async Task Who_was_let_go_meanwhile_is_not_held_again_by_a_handover()
    {
        await using var at = await ShiftPost.OpenAsync();
        var (phone, other) = (await at.Post.EnrolAsync(), await at.Post.EnrolAsync());
        var (passage, loop) = await HoldAsync(at, phone);
        var ended = other.Record("yard.ended", passage, new JsonObject { ["n"] = 1, ["reason"] = "released" });
        var handover = at.Post.Clock.NewId();
        at.ChangeCrew();

        await phone.PushAsync(Offered(at, phone, handover, Giver), Taken(at, phone, handover, Taker, loop));
        Assert.Equal("stored", await other.OutcomeAsync(ended)); // it happened before, and comes after

        var held = Assert.Single(await at.Post.RowsAsync<Loop>());
        Assert.Equal(("released", null), (held.EndReason, held.Custodian));
    }

    [Fact]
    public async Task One_person_does_not_sign_both_sides_and_nobody_signs_what_was_not_shown()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        var handover = at.Post.Clock.NewId();

        Assert.Equal("waiting-for", await phone.OutcomeAsync(Taken(at, phone, handover, Taker)));
        Assert.Equal("refused:leader-unknown", await phone.OutcomeAsync(Offered(at, phone, handover, null)));
        Assert.Equal("stored", await phone.OutcomeAsync(Offered(at, phone, handover, Giver)));
        Assert.Equal("refused:same-person", await phone.OutcomeAsync(Taken(at, phone, handover, Giver)));
        var other = Taken(at, phone, handover, Taker);
        other["body"]!["digest"] = ShiftReader.DigestOf("{}");
        Assert.Equal("refused:digest-other", await phone.OutcomeAsync(other));
        Assert.Equal("stored", await phone.OutcomeAsync(Taken(at, phone, handover, Taker)));
        Assert.Equal("conflict:taken-twice", await phone.OutcomeAsync(Taken(at, phone, handover, Taker)));
        Assert.Equal("conflict:offered-twice", await phone.OutcomeAsync(Offered(at, phone, handover, Giver)));
        var broken = Offered(at, phone, at.Post.Clock.NewId(), Giver);
        broken["body"]!["snapshot"] = "{}";
        Assert.Equal("refused:digest-wrong", await phone.OutcomeAsync(broken));
    }

    [Fact]
    public async Task Two_phones_that_offer_one_shift_are_a_conflict_that_a_leader_settles_and_none_is_lost()
    {
        await using var at = await ShiftPost.OpenAsync();
        var (phone, other) = (await at.Post.EnrolAsync(), await at.Post.EnrolAsync());
        using var leader = await at.LeaderAsync("甲");
        var (one, two) = (at.Post.Clock.NewId(), at.Post.Clock.NewId());
        await phone.PushAsync(Offered(at, phone, one, Giver));
        await other.PushAsync(Offered(at, other, two, Giver));

        var handovers = (await leader.ReadAsync(at.Ending)).GetProperty("handovers").EnumerateArray().ToList();
        Assert.Equal([true, true], handovers.Select(h => h.GetProperty("conflict").GetBoolean()));
        Assert.Equal("conflict", (await leader.ReadAsync(List(at))).GetProperty("rows")[0].GetProperty("handover").GetString());
        Assert.Equal("Created", await ShiftPost.SaidAsync(await leader.PostAsync($"/api/v1/handovers/{two}/withdraw", new { record = at.Post.Clock.NewId(), reason = "按错了" })));

        Assert.Equal("offered", (await leader.ReadAsync(List(at))).GetProperty("rows")[0].GetProperty("handover").GetString());
        Assert.Equal("按错了", (await leader.ReadAsync($"/api/v1/handovers/{two}")).GetProperty("withdrawnReason").GetString());
    }

    [Fact]
    public async Task The_office_hands_over_what_the_centre_knows()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var giver = await at.LeaderAsync("甲");
        using var taker = await at.LeaderAsync("乙");
        var (_, loop) = await HoldAsync(at, phone);
        await phone.PushAsync(phone.Record("log.entry", at.Post.Clock.NewId(), new JsonObject { ["what"] = "incident", ["level"] = 1, ["type"] = "equipment", ["text"] = "测温枪坏了" }));
        var (handover, lines) = (at.Post.Clock.NewId(), new[] { new { what = "钥匙", count = "3 把" } });

        Assert.Equal("Created", await ShiftPost.SaidAsync(await giver.PostAsync(at.Ending + "/handovers", new { id = handover, record = at.Post.Clock.NewId(), lines, notes = "夜里可能下雪" })));
        var shown = await taker.ReadAsync($"/api/v1/handovers/{handover}");
        var sheet = shown.GetProperty("sheet");
        Assert.Equal((loop, "测温枪坏了", "3 把", 1), (sheet.GetProperty("persons")[0].GetProperty("id").GetGuid(), sheet.GetProperty("incidents")[0].GetProperty("text").GetString(),
            sheet.GetProperty("lines")[0].GetProperty("count").GetString(), sheet.GetProperty("figures").GetProperty("vehicles").GetInt32()));
        Assert.Contains("TEST-MINIMAL", sheet.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        var digest = shown.GetProperty("digest").GetString();
        object Take() => new { record = at.Post.Clock.NewId(), digest, persons = new[] { loop }, differences = new[] { "钥匙只有 2 把" } };
        Assert.Equal("Conflict same-person", await ShiftPost.SaidAsync(await giver.PostAsync($"/api/v1/handovers/{handover}/take", Take())));
        Assert.Equal("Created", await ShiftPost.SaidAsync(await taker.PostAsync($"/api/v1/handovers/{handover}/take", Take())));

        Assert.StartsWith("user:", Assert.Single(await at.Post.RowsAsync<Loop>()).Custodian, StringComparison.Ordinal);
        Assert.Equal("钥匙只有 2 把", (await taker.ReadAsync($"/api/v1/handovers/{handover}")).GetProperty("differences")[0].GetString());
    }

    [Fact]
    public async Task Who_has_read_the_rules_is_kept_with_the_shift()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var leader = await at.LeaderAsync("甲");
        var read = phone.Record("shifts.read", at.Post.Clock.NewId(), OfShift(at, new JsonObject
        {
            ["what"] = new JsonArray(new JsonObject { ["kind"] = "pack", ["id"] = "TEST-MINIMAL", ["version"] = "1" }),
        }));

        Assert.Equal("stored", await phone.OutcomeAsync(read));

        var receipt = Assert.Single((await leader.ReadAsync(at.Ending)).GetProperty("receipts").EnumerateArray().ToList());
        Assert.Equal("TEST-MINIMAL", receipt.GetProperty("what").GetString());
    }

    [Fact]
    public async Task A_phone_carries_all_it_needs_to_change_shifts_without_a_network()
    {
        await using var at = await ShiftPost.OpenAsync();
        var (phone, other) = (await at.Post.EnrolAsync(), await at.Post.EnrolAsync());
        var (_, loop) = await HoldAsync(at, phone);
        var handover = at.Post.Clock.NewId();
        await phone.PushAsync(Offered(at, phone, handover, Giver));

        var section = await SectionAsync(other);
        Assert.Equal(loop, section.GetProperty("draft").GetProperty("persons")[0].GetProperty("id").GetGuid());
        var offered = section.GetProperty("handovers")[0];
        Assert.Equal((handover, Giver), (offered.GetProperty("row").GetProperty("id").GetGuid(), offered.GetProperty("offeredBy").GetGuid()));
        Assert.Equal(ShiftReader.DigestOf(offered.GetProperty("snapshot").GetString()!), offered.GetProperty("digest").GetString());
        Assert.Equal(section.GetRawText(), (await SectionAsync(other)).GetRawText()); // the clock alone changes nothing
    }

    [Fact]
    public async Task A_leader_of_another_post_sees_no_handover()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        var handover = at.Post.Clock.NewId();
        await phone.PushAsync(Offered(at, phone, handover, Giver));
        using var elsewhere = await at.Post.Host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: at.Post.Clock.NewId().ToString());

        foreach (var address in new[] { at.Ending, at.Ending + "/handover", $"/api/v1/handovers/{handover}", List(at) })
            Assert.Equal("NotFound not-found", await ShiftPost.SaidAsync(await elsewhere.GetAsync(address, RedVestHost.Stop)));
    }

    private static async Task<(Guid Passage, Guid Loop)> HoldAsync(ShiftPost at, Phone phone)
    {
        var passage = at.Post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, "hold"));
        return (passage, LoopIds.Of(passage, 1));
    }

    private static JsonObject Offered(ShiftPost at, Phone phone, Guid handover, Guid? officer)
    {
        const string snapshot = """{"day":"2022-04-14","shift":1,"at":"2022-04-14T10:00:00.000Z","persons":[{"id":"01900000-0000-7000-8000-000000000009","name":"张*","since":"2022-04-14T09:50:00.000Z"}],"a-newer-member":1}""";
        return By(officer, phone.Record("shifts.handover-offered", handover, OfShift(at, new JsonObject { ["snapshot"] = snapshot, ["digest"] = ShiftReader.DigestOf(snapshot) })));
    }

    private static JsonObject Taken(ShiftPost at, Phone phone, Guid handover, Guid officer, params Guid[] persons)
    {
        var offered = Offered(at, phone, handover, officer)["body"]!;
        return By(officer, phone.Record("shifts.handover-taken", handover, new JsonObject { ["digest"] = offered["digest"]!.GetValue<string>(), ["persons"] = new JsonArray([.. persons.Select(p => JsonValue.Create(p))]) }));
    }

    private static JsonObject By(Guid? officer, JsonObject record)
    {
        record["officer"] = officer;
        return record;
    }

    private static JsonObject OfShift(ShiftPost at, JsonObject body)
    {
        body["day"] = FormattableString.Invariant($"{ShiftPost.Day(at.Change).AddDays(-1):yyyy-MM-dd}");
        body["shift"] = 1;
        return body;
    }

    private static string List(ShiftPost at) => FormattableString.Invariant($"/api/v1/checkpoints/{at.Post.Checkpoint}/shifts?day={ShiftPost.Day(at.Change).AddDays(-1):yyyy-MM-dd}");

    private static async Task<JsonElement> SectionAsync(Phone phone)
    {
        using var client = phone.Client();
        var bundle = await client.ReadAsync("/api/v1/sync/bundle");
        return JsonDocument.Parse(bundle.GetProperty("sections").GetProperty("shift").GetString()!).RootElement;
    }
}
