using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class PushTests
{
    [Fact]
    public async Task A_car_passes_and_everything_of_it_is_stored()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();

        var answer = await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));

        Assert.Equal(["stored", "stored"], answer.GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        Assert.Equal(2, answer.GetProperty("contiguous").GetInt64());
        var proposal = answer.GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal("release", proposal.GetProperty("verdict").GetString());
        Assert.Equal("张**", proposal.GetProperty("occupants")[0].GetProperty("name").GetString());
        Assert.Equal("0013", proposal.GetProperty("occupants")[0].GetProperty("tail").GetString());
        var row = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal(("release", "release", 1, "晋G12345"), (row.Verdict, row.Proposed, row.Persons, row.Plate));
        Assert.NotNull(row.ServiceMs);
        var person = Assert.Single(await post.RowsAsync<Person>());
        Assert.Equal(person.Id, Assert.Single(await post.RowsAsync<Occupant>()).Person);
        Assert.Equal(row.Vehicle, Assert.Single(await post.RowsAsync<Vehicle>()).Id);
        Assert.Equal(2, (await post.RowsAsync<LaneEvent>()).Count);
        Assert.Contains(await post.RowsAsync<AuditRow>(), a => a.Act == "records-received" && a.ActorId == phone.Id);
    }

    [Fact]
    public async Task No_document_and_no_phone_lies_in_the_database_in_clear()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage));

        foreach (var secret in (byte[][])[.. (await post.RowsAsync<LaneEvent>()).Select(e => e.Body), .. (await post.RowsAsync<Person>()).SelectMany(p => new[] { p.Document, p.Phone! })])
            Assert.True(secret.AsSpan().IndexOf("141198199001010013"u8) < 0 && secret.AsSpan().IndexOf("10000000001"u8) < 0);
    }

    [Fact]
    public async Task A_push_sent_twice_is_stored_once_and_gets_its_proposal_again()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var check = phone.Check(post.Clock.NewId());
        await phone.PushAsync(check);

        var again = await phone.PushAsync(check);

        Assert.Equal("already-stored", Phone.Said(again.GetProperty("outcomes")[0]));
        Assert.Equal("release", again.GetProperty("outcomes")[0].GetProperty("answer").GetProperty("verdict").GetString());
        Assert.Single(await post.RowsAsync<LaneEvent>());
    }

    [Fact]
    public async Task Records_that_fill_a_gap_late_lie_between_their_neighbours_in_sequence()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var told = Enumerable.Range(1, 6).Select(n => phone.Record("checkpoints.queue", post.LaneIn, new JsonObject { ["length"] = n })).ToArray();
        await phone.PushAsync(told[0], told[4]);
        await phone.PushAsync(told[5]);
        const long hour = 3_600_000;
        foreach (var (n, off) in new[] { (1, hour / 2), (2, -hour), (3, hour / 2) }) // of a life nobody has an anchor of, by a clock that jumps
            (told[n]["life"], told[n]["wall"]) = (post.Clock.NewId(), (long)told[n]["wall"]! + off);

        await phone.PushAsync(told[2]);
        var answer = await phone.PushAsync(told[3], told[1]);

        Assert.Equal(["stored", "stored"], answer.GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        var kept = (await post.RowsAsync<StoredRecord>()).Where(r => r.Device == phone.Id).OrderBy(r => r.Seq).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], kept.Select(r => r.Seq));
        Assert.Equal(kept.Select(r => r.EventTime).Order(), kept.Select(r => r.EventTime));
        Assert.Equal([false, true, true, true, false, false], kept.Select(r => r.Estimated));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict_and_is_kept_for_a_person()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var check = phone.Check(post.Clock.NewId());
        await phone.PushAsync(check);
        var changed = (JsonObject)check.DeepClone();
        changed["body"]!["category"] = "freight";

        Assert.Equal("conflict:record-changed", await phone.OutcomeAsync(changed));
        Assert.Equal("conflict:record-changed", await phone.OutcomeAsync(changed));

        Assert.Equal("record-changed", Assert.Single(await post.RowsAsync<KeptRecord>()).Code);
        Assert.Equal("local", Assert.Single(await post.RowsAsync<Passage>()).Category);
    }

    [Fact]
    public async Task The_same_number_with_another_id_is_a_conflict()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        var other = phone.Check(post.Clock.NewId());
        other["seq"] = 1;

        Assert.Equal("conflict:sequence-changed", await phone.OutcomeAsync(other));
    }

    [Fact]
    public async Task A_gap_in_the_numbers_is_named_until_it_is_filled()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var (first, second, third) = (phone.Check(post.Clock.NewId()), phone.Check(post.Clock.NewId()), phone.Check(post.Clock.NewId()));

        var withGap = await phone.PushAsync(first, third);
        var filled = await phone.PushAsync(second);

        Assert.Equal("[[2,2]]", withGap.GetProperty("gaps").GetRawText());
        Assert.Equal((1, 3), (withGap.GetProperty("contiguous").GetInt32(), filled.GetProperty("contiguous").GetInt32()));
        Assert.Equal("[]", filled.GetProperty("gaps").GetRawText());
    }

    [Theory]
    [InlineData(500, "refused:temperature-impossible")]
    [InlineData(200, "refused:temperature-impossible")]
    [InlineData(430, "stored")]
    public async Task A_temperature_that_cannot_be_is_refused_and_kept(int tenths, string said)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();

        Assert.Equal(said, await phone.OutcomeAsync(phone.Check(post.Clock.NewId(), tenths: tenths)));
        Assert.Equal(said == "stored" ? 0 : 1, (await post.RowsAsync<KeptRecord>()).Count);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2099)]
    public async Task An_id_from_another_time_is_refused_and_a_new_id_mends_it(int year)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var check = phone.Check(post.Clock.NewId());
        var good = check["id"]!.GetValue<Guid>();
        check["id"] = Guid.CreateVersion7(new DateTimeOffset(year, 2, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal("refused:id-time", await phone.OutcomeAsync(check));
        check["was"] = check["id"]!.GetValue<Guid>();
        check["id"] = good;
        Assert.Equal("stored", await phone.OutcomeAsync(check));
        Assert.Empty(await post.RowsAsync<KeptRecord>());
    }

    [Fact]
    public async Task A_lane_of_nobody_and_a_lane_of_another_post_are_refused()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var check = phone.Check(post.Clock.NewId());
        check["body"]!["lane"] = post.Clock.NewId();
        Assert.Equal("refused:lane-unknown", await phone.OutcomeAsync(check));
    }

    [Fact]
    public async Task A_person_id_of_another_owner_is_nobody_here()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var check = phone.Check(post.Clock.NewId());
        var occupant = check["body"]!["occupants"]![0]!;
        occupant["document"] = null;
        occupant["person"] = post.Clock.NewId();

        Assert.Equal("stored", await phone.OutcomeAsync(check));
        Assert.Null(Assert.Single(await post.RowsAsync<Occupant>()).Person);
    }

    [Fact]
    public async Task An_emergency_passes_without_any_evidence()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();

        Assert.Equal("stored", await phone.OutcomeAsync(phone.Verdict(post.Clock.NewId(), "emergency-release", emergency: true)));
        var passage = Assert.Single(await post.RowsAsync<Passage>());
        Assert.True(passage is { Emergency: true, HasVehicle: true, Category: "emergency", Verdict: "emergency-release" });
    }

    [Fact]
    public async Task Fever_is_referred_and_the_deciding_rule_comes_first()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var answer = await phone.PushAsync(phone.Check(post.Clock.NewId(), tenths: 385));
        var proposal = answer.GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal("refer", proposal.GetProperty("verdict").GetString());
        Assert.Equal("fever", proposal.GetProperty("occupants")[0].GetProperty("rules")[0].GetString());
    }

    [Fact]
    public async Task A_restriction_that_was_acknowledged_is_seen_by_the_next_decision()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        await RestrictAsync(post);

        var answer = await phone.PushAsync(phone.Check(post.Clock.NewId()));

        var proposal = answer.GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal("hold", proposal.GetProperty("verdict").GetString());
        Assert.Equal("pool-positive", proposal.GetProperty("occupants")[0].GetProperty("standing")[0].GetProperty("facet").GetString());
        Assert.True(proposal.GetProperty("occupants")[0].GetProperty("recognised").GetBoolean());
    }

    [Fact]
    public async Task Somebody_released_whom_the_server_knew_to_be_restricted_is_a_row()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        await RestrictAsync(post);
        var passage = post.Clock.NewId();

        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));

        var released = Assert.Single(await post.RowsAsync<ReleasedWhileRestricted>());
        Assert.Equal((passage, "release", "hold"), (released.Passage, released.Given, released.Known));
        Assert.True(Assert.Single(await post.RowsAsync<Passage>(), p => p.Id == passage).ReleasedWhileRestricted);
    }

    [Theory]
    [InlineData(null, true)] // the phone proposed nothing stricter
    [InlineData("hold", false)] // the officer saw it and overruled: a difference, no defect
    public async Task A_check_that_comes_after_its_verdict_is_compared_with_what_the_server_knew(string? proposed, bool isReleased)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        await RestrictAsync(post);
        var passage = post.Clock.NewId();
        var check = phone.Check(passage);
        if (proposed is not null)
        {
            check["body"]!["proposal"] = new JsonObject
            {
                ["verdict"] = proposed,
                ["mustLook"] = false,
                ["pack"] = null,
                ["occupants"] = new JsonArray(new JsonObject { ["n"] = 1, ["verdict"] = proposed, ["mustLook"] = false, ["rules"] = new JsonArray() }),
            };
        }

        await phone.PushAsync(phone.Verdict(passage));
        Assert.Empty(await post.RowsAsync<ReleasedWhileRestricted>());
        await phone.PushAsync(check);

        var released = await post.RowsAsync<ReleasedWhileRestricted>();
        Assert.Equal(isReleased ? [(passage, "release", "hold")] : [], released.Select(r => (r.Passage, r.Given, r.Known)));
        Assert.Equal(isReleased, Assert.Single(await post.RowsAsync<Passage>(), p => p.Id == passage).ReleasedWhileRestricted);
    }

    [Fact]
    public async Task A_check_that_was_dropped_is_no_longer_in_check()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage));
        Assert.Equal("in-check", Assert.Single(await post.RowsAsync<Passage>()).State);

        await phone.PushAsync(phone.Record("checkpoints.left", passage, new JsonObject { ["dropped"] = true }));

        var dropped = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal(("dropped", (string?)null), (dropped.State, dropped.Verdict));
    }

    [Fact]
    public async Task A_correction_supersedes_and_keeps_what_was_said()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var check = phone.Check(passage, plate: "晋G11111");
        await phone.PushAsync(check, phone.Verdict(passage));
        JsonObject Correction() => phone.Record("checkpoints.correction", passage, new JsonObject
        {
            ["corrects"] = check["id"]!.GetValue<Guid>(),
            ["changes"] = new JsonObject { ["vehicle"] = new JsonObject { ["plate"] = "晋G22222", ["plateUnreadable"] = false }, ["category"] = "freight" },
            ["reason"] = "plate misread",
        });

        Assert.Equal("stored", await phone.OutcomeAsync(Correction()));
        Assert.Equal("conflict:corrected-twice", await phone.OutcomeAsync(Correction()));

        var row = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal(("晋G22222", "freight", "release", true, 1), (row.Plate, row.Category, row.Verdict, row.Corrected, row.Persons));
        Assert.Equal(3, (await post.RowsAsync<LaneEvent>()).Count);
    }

    [Fact]
    public async Task A_correction_before_its_original_waits()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var correction = phone.Record("checkpoints.correction", passage, new JsonObject
        {
            ["corrects"] = post.Clock.NewId(),
            ["changes"] = new JsonObject { ["category"] = "freight" },
            ["reason"] = "wrong button",
        });
        Assert.Equal("waiting-for", await phone.OutcomeAsync(correction));
    }

    [Fact]
    public async Task A_check_that_comes_after_its_verdict_does_not_move_the_verdict_back()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var (check, verdict) = (phone.Check(passage), phone.Verdict(passage));

        await phone.PushAsync(verdict);
        await phone.PushAsync(check);

        var row = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal(("release", "decided", 1), (row.Verdict, row.State, row.Persons));
        Assert.Equal("release", Assert.Single(await post.RowsAsync<Occupant>()).Verdict);
    }

    [Theory]
    [InlineData("{", "json-wrong")]
    [InlineData("[]", "json-wrong")]
    [InlineData("{\"push\":\"x\"}", "json-wrong")]
    [InlineData("{\"push\":\"0199aaaa-0000-7000-8000-000000000000\",\"push\":\"0199aaaa-0000-7000-8000-000000000000\",\"epoch\":1,\"anchors\":[],\"records\":[]}", "json-wrong")]
    public async Task A_body_that_is_no_push_is_refused_with_a_code(string body, string code)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var answer = await phone.SendAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Deep_json_half_characters_nul_and_wrong_encodings_are_refused_and_nothing_else_is_lost()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        string With(string name) => Encoding.UTF8.GetString(phone.Body(phone.Check(post.Clock.NewId()))).Replace("\\u5F20\\u4E09\\u4E30", name, StringComparison.Ordinal);
        async Task<string> SaidAsync(string body)
        {
            using var answer = await phone.SendAsync(Encoding.UTF8.GetBytes(body));
            return answer.StatusCode == HttpStatusCode.OK ? Phone.Said((await answer.JsonAsync()).GetProperty("outcomes")[0]) : (await answer.ProblemCodeAsync())!;
        }

        Assert.Equal("refused:text-wrong", await SaidAsync(With("a\\u0000b")));
        Assert.Equal("refused:body-wrong", await SaidAsync(With("a\\ud800b")));
        Assert.Equal("json-wrong", await SaidAsync(With("a\",\"deep\":" + new string('[', 40) + new string(']', 40) + ",\"x\":\"")));
        using var latin = await phone.SendAsync([.. "{\"push\":\""u8, 0xE9, .. "\"}"u8]);
        Assert.Equal("json-wrong", await latin.ProblemCodeAsync());
        Assert.Equal("stored", await phone.OutcomeAsync(phone.Check(post.Clock.NewId())));
    }

    [Fact]
    public async Task Too_many_records_and_too_large_a_body_are_refused()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var many = await phone.SendAsync(phone.Body([.. Enumerable.Range(0, 201).Select(_ => phone.Verdict(post.Clock.NewId(), "emergency-release", emergency: true))]));
        Assert.Equal("too-many-records", await many.ProblemCodeAsync());
        using var large = await phone.SendAsync(new byte[(1 << 20) + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task A_forged_token_and_a_forged_signature_are_refused()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var stranger = await post.EnrolAsync();
        var body = phone.Body(phone.Check(post.Clock.NewId()));
        using var forged = await phone.SendAsync(body, token: "AAAA");
        using var misSigned = await phone.SendAsync(body, signature: stranger.Sign(body));
        Assert.Equal("session-expired", await forged.ProblemCodeAsync());
        Assert.Equal("signature-wrong", await misSigned.ProblemCodeAsync());
        Assert.Empty(await post.RowsAsync<LaneEvent>());
    }

    [Fact]
    public async Task A_revoked_device_is_refused_with_its_next_push()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        await post.WithDbAsync(async db =>
        {
            var device = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
                db.Set<Kernel.Devices.Device>(), d => d.Id == phone.Id, RedVestHost.Stop);
            await db.WriteAsync(Post.Owner, Kernel.Access.Caller.System.Did("device-revoked", phone.Id), write =>
            {
                device.RevokedAt = post.Clock.Now();
                write.RaiseRevision();
                return Task.FromResult(true);
            }, RedVestHost.Stop);
        });

        using var answer = await phone.SendAsync(phone.Body(phone.Check(post.Clock.NewId())));

        Assert.Equal("device-revoked", await answer.ProblemCodeAsync());
        Assert.Single(await post.RowsAsync<Passage>());
    }

    private static async Task RestrictAsync(Post post)
    {
        var person = (await post.RowsAsync<Person>())[0];
        await post.WithDbAsync(db => db.WriteAsync(Post.Owner, Kernel.Access.Caller.System.Did("test-restriction"), async write =>
        {
            await new Standing(Post.Owner, person.Id, "pool-positive", "yes", post.Clock.Now().AddMinutes(-1), null, post.Clock.NewId()).WriteAsync(write, RedVestHost.Stop);
            return true;
        }, RedVestHost.Stop));
    }
}
