using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class CustodyTests
{
    [Fact]
    public async Task Somebody_who_must_wait_is_offered_to_the_yard_with_the_verdict_and_the_lane_answers_until_then()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, "sample-and-wait", "asked for it"));

        var loop = Assert.Single(await post.RowsAsync<Loop>());
        var link = Assert.Single(await post.RowsAsync<LoopLink>());

        Assert.Equal((LoopIds.Of(passage, 1), passage, 1, "to-sample", "sample"), (loop.Id, loop.Subject!.Value, loop.Part!.Value, loop.Stage, loop.Next));
        Assert.NotNull(loop.About);
        Assert.Null(loop.TakenAt);
        Assert.Equal(Custodians.Lane(post.LaneIn), loop.Custodian);
        Assert.Equal((Steps.Offered, Custodians.Post(post.Checkpoint), "sample-and-wait"), (link.Step, link.Taker, link.Reason));
        Assert.Equal(loop.OpenedAt.AddMinutes(30), loop.DueAt);
    }

    [Fact]
    public async Task Who_is_released_is_nobodys_to_keep()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));
        Assert.Empty(await post.RowsAsync<Loop>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_later_release_at_the_lane_ends_the_loop_in_whatever_order_the_verdicts_arrive(bool turned)
    {
        await using var post = await Post.OpenAsync();
        var (one, two) = (await post.EnrolAsync(), await post.EnrolAsync());
        var passage = post.Clock.NewId();
        await one.PushAsync(one.Check(passage));
        var held = one.Verdict(passage, "hold", "asked for it");
        await Task.Delay(20, RedVestHost.Stop); // the other phone's clock starts now
        two.OpenSession();
        var released = two.Verdict(passage);
        if (turned)
            await two.PushAsync(released);
        await one.PushAsync(held);
        if (!turned)
            await two.PushAsync(released);

        var loop = Assert.Single(await post.RowsAsync<Loop>());
        Assert.Equal((EndReasons.Released, false), (loop.EndReason, loop.IsOpen));
        Assert.Equal([Steps.Ended, Steps.Offered], (await post.RowsAsync<LoopLink>()).Select(l => l.Step).Order());
    }

    [Fact]
    public async Task A_correction_ends_the_loop_of_who_was_never_to_wait_and_opens_one_for_who_should_have()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var wrong = phone.Verdict(passage, "hold", "asked for it");
        await phone.PushAsync(phone.Check(passage), wrong);
        await phone.PushAsync(Correct(phone, passage, wrong, "release"));
        Assert.Equal(EndReasons.Corrected, Assert.Single(await post.RowsAsync<Loop>()).EndReason);

        var other = post.Clock.NewId();
        var mild = phone.Verdict(other);
        await phone.PushAsync(phone.Check(other), mild);
        await phone.PushAsync(Correct(phone, other, mild, "hold"));

        var loop = (await post.RowsAsync<Loop>()).Single(l => l.Subject == other);
        Assert.Equal(("hold", "held", true), (loop.Given, loop.Stage, loop.IsOpen));
    }

    [Fact]
    public async Task A_held_car_in_which_nobody_was_registered_is_still_somebody()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var verdict = phone.Verdict(passage, "hold", "fled the check");
        verdict["body"]!["occupants"] = new JsonArray();
        await phone.PushAsync(verdict);
        Assert.Equal((0, true), (Assert.Single(await post.RowsAsync<Loop>()).Part!.Value, (await post.RowsAsync<Loop>())[0].IsOpen));
    }

    [Fact]
    public async Task What_stood_at_an_instant_is_told_from_the_links_up_to_it()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, "hold", "asked for it"));
        var opened = Assert.Single(await post.RowsAsync<Loop>()).OpenedAt;
        await phone.PushAsync(phone.Verdict(passage));

        await post.WithDbAsync(async db =>
        {
            Assert.Empty(await OpenLoops.AtAsync(db, Post.Owner, post.Checkpoint, CustodyKinds.Person, opened.AddMicroseconds(-1), RedVestHost.Stop));
            Assert.Equal("held", Assert.Single(await OpenLoops.AtAsync(db, Post.Owner, post.Checkpoint, CustodyKinds.Person, opened, RedVestHost.Stop)).Stage);
            Assert.Empty(await OpenLoops.AtAsync(db, Post.Owner, post.Checkpoint, CustodyKinds.Person, opened.AddMinutes(5), RedVestHost.Stop));
            Assert.Empty(await OpenLoops.Now(db, Post.Owner, post.Checkpoint, CustodyKinds.Person).ToListAsync(RedVestHost.Stop));
        });
    }

    private static JsonObject Correct(Phone phone, Guid passage, JsonObject verdict, string given) =>
        phone.Record("checkpoints.correction", passage, new JsonObject
        {
            ["corrects"] = verdict["id"]!.GetValue<Guid>(),
            ["changes"] = new JsonObject { ["given"] = given, ["occupants"] = new JsonArray(new JsonObject { ["n"] = 1, ["given"] = given }), ["reason"] = "mistyped" },
            ["reason"] = "the wrong button",
        });
}
