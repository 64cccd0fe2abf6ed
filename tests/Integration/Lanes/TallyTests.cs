using System.Text.Json.Nodes;
using RedVest.Checkpoints.Queue;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class TallyTests
{
    [Fact]
    public async Task A_press_counts_until_it_is_taken_back_and_only_once()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var first = phone.Record("tally.arrived", post.LaneIn, []);
        var twice = phone.Record("tally.arrived", post.LaneIn, []);
        var mistake = twice["id"]!.GetValue<Guid>();
        Assert.Equal("stored", await phone.OutcomeAsync(first));
        Assert.Equal("stored", await phone.OutcomeAsync(twice));
        Assert.Equal("already-stored", await phone.OutcomeAsync(twice));

        Assert.Equal("stored", await phone.OutcomeAsync(Undo(phone, post, mistake)));
        Assert.Equal("stored", await phone.OutcomeAsync(Undo(phone, post, mistake)));

        var marks = await post.RowsAsync<TallyMark>();
        Assert.Equal(2, marks.Count);
        Assert.Equal(first["id"]!.GetValue<Guid>(), Assert.Single(marks, m => m.UndoneBy is null).Id);
    }

    [Fact]
    public async Task A_press_may_be_taken_back_in_the_same_push()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var press = phone.Record("tally.gave-up", post.LaneIn, []);

        await phone.PushAsync(press, Undo(phone, post, press["id"]!.GetValue<Guid>()));

        Assert.NotNull(Assert.Single(await post.RowsAsync<TallyMark>()).UndoneBy);
    }

    [Fact]
    public async Task What_takes_back_a_press_that_has_not_come_waits_for_it()
    {
        await using var post = await Post.OpenAsync();
        var (phone, other) = (await post.EnrolAsync(), await post.EnrolAsync());
        var missing = post.Clock.NewId();
        var undo = Undo(phone, post, missing);
        Assert.Equal("waiting-for", await phone.OutcomeAsync(undo));

        Assert.Equal("stored", await other.OutcomeAsync(other.Record("tally.arrived", post.LaneIn, [], missing)));
        Assert.Equal("stored", await phone.OutcomeAsync(undo));
    }

    [Fact]
    public async Task A_press_names_a_lane_of_its_post()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var nowhere = post.Clock.NewId();
        Assert.Equal("refused:lane-unknown", await phone.OutcomeAsync(phone.Record("tally.arrived", nowhere, new JsonObject { ["lane"] = nowhere })));
        Assert.Equal("refused:body-wrong", await phone.OutcomeAsync(phone.Record("tally.arrived", post.LaneOut, new JsonObject { ["lane"] = post.LaneIn })));
        Assert.Equal("refused:kind-unknown", await phone.OutcomeAsync(phone.Record("tally.danced", post.LaneIn, [])));
        Assert.Empty(await post.RowsAsync<TallyMark>());
    }

    private static JsonObject Undo(Phone phone, Post post, Guid press) => phone.Record("tally.undone", post.LaneIn, new JsonObject { ["undoes"] = press });
}
