using RedVest.Kernel.Batching;
using RedVest.Kernel.Storage;

namespace RedVest.Unit.Tests.Batching;

public sealed class BatcherFailureTests : BatcherTest
{
    [Fact]
    public async Task A_poisoned_item_fails_alone()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 40).Select(id => new Added(id, "car", id == 23 ? -1 : 1)));
        gate.SetResult();
        var told = (await Task.WhenAll(answers)).Select(answer => answer.Outcome!).ToArray();

        Assert.Equal("refused: ArithmeticException", told[23].Outcome);
        Assert.Equal(39, told.Count(t => t.Outcome == "stored"));
        Assert.Equal(39, told[39].Sum); // the others folded in order, over the hole
        Assert.InRange(Work.Batches.Count, 3, 2 + 2 * 6); // halved, not tried one by one
    }

    [Fact]
    public async Task Nothing_but_poison_is_refused_item_by_item_when_the_machine_is_well()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, [new(1, "car", 1), new(2, "car", -1), new(3, "car", -1), new(4, "car", -1)]);
        gate.SetResult();

        Assert.All((await Task.WhenAll(answers))[1..], answer => Assert.Equal("refused: ArithmeticException", answer.Outcome!.Outcome));
    }

    [Fact]
    public async Task When_the_machine_is_broken_all_are_asked_to_come_back_after_one_try()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 40).Select(id => new Added(id, "car", 1)));
        Work.Before = _ => throw new IOException("The disk is away.");
        gate.SetResult();

        Assert.All((await Task.WhenAll(answers))[1..], answer => Assert.True(answer.IsBusy));
        Assert.Equal(2, Work.Batches.Count);
    }

    [Fact]
    public async Task A_broken_machine_that_looks_like_poison_refuses_nobody()
    {
        var batcher = A_batcher();
        Work.Judges = _ => BatchFailure.Poison;
        Work.BeforeReading = () => throw new IOException("The disk is away.");
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 65).Select(id => new Added(id, "car", 1)));
        Work.Before = _ => throw new IOException("The disk is away.");
        gate.SetResult();

        Assert.All((await Task.WhenAll(answers))[1..], answer => Assert.True(answer.IsBusy));
        Assert.Equal(1 + 7, Work.Batches.Count); // 64, 32, … 1; then the machine was asked, and nothing more was tried
    }

    [Fact]
    public async Task A_lost_race_is_run_again_whole()
    {
        var batcher = A_batcher();
        var losses = 2;
        Work.Judges = _ => BatchFailure.Race;
        Work.Before = _ => losses-- > 0 ? throw new InvalidOperationException("Somebody was faster.") : Task.CompletedTask;

        var answer = await SubmitAsync(batcher, new(1, "car", 1));

        Assert.Equal("stored", answer.Outcome!.Outcome);
        Assert.Equal(3, Work.Batches.Count);
    }

    [Fact]
    public async Task After_a_broken_commit_that_happened_the_ids_are_read_again()
    {
        var batcher = A_batcher();
        Work.After = () => throw A_broken_commit();

        var answer = await SubmitAsync(batcher, new(1, "car", 4));

        Assert.Equal(new Told("already-stored", 4), answer.Outcome);
        Assert.Single(Work.Batches);
    }

    [Fact]
    public async Task After_a_broken_commit_that_did_not_happen_the_items_run_again()
    {
        var batcher = A_batcher();
        BreakTheNextCommit();

        var answer = await SubmitAsync(batcher, new(1, "car", 4));

        Assert.Equal(new Told("stored", 4), answer.Outcome);
    }

    [Fact]
    public async Task After_a_broken_commit_only_what_is_not_stored_runs_again_in_order()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();
        var answers = await SubmitBehindTheFirstAsync(batcher, [new(2, "car", 4), new(1, "car", 1), new(2, "car", 4), new(3, "car", 2)]);
        BreakTheNextCommit();
        gate.SetResult();
        var told = (await Task.WhenAll(answers)).Select(answer => answer.Outcome!).ToArray();

        Assert.Equal(["stored", "stored", "already-stored", "stored"], told.Select(t => t.Outcome));
        Assert.Equal([1, 3], Work.Batches.Last());
        Assert.Equal(7, told[3].Sum);
    }

    [Fact]
    public async Task A_commit_that_never_holds_is_not_tried_for_ever()
    {
        var batcher = A_batcher();
        Work.Before = _ => throw A_broken_commit();

        var answer = await SubmitAsync(batcher, new(1, "car", 4));

        Assert.True(answer.IsBusy);
        Assert.Equal(3, Work.Batches.Count);
    }

    [Fact]
    public async Task Reading_again_waits_until_the_database_is_back()
    {
        var batcher = A_batcher();
        var away = 3;
        Work.After = () => throw A_broken_commit();
        Work.BeforeReading = () =>
        {
            if (away-- > 0) throw new IOException("Not yet.");
        };

        var answer = await MovingTheClockAsync(SubmitAsync(batcher, new(1, "car", 4)));

        Assert.Equal("already-stored", answer.Outcome!.Outcome);
        Assert.Equal(-1, away);
    }

    [Fact]
    public async Task When_the_database_stays_away_nothing_is_said_about_the_items_but_to_come_back()
    {
        var batcher = A_batcher();
        Work.After = () => throw A_broken_commit();
        Work.BeforeReading = () => throw new IOException("Away.");

        var answer = await MovingTheClockAsync(SubmitAsync(batcher, new(1, "car", 4)));

        Assert.True(answer.IsBusy);
    }

    [Fact]
    public async Task The_worker_survives_defects_of_the_work()
    {
        var batcher = A_batcher();
        Work.ForgetsOutcomes = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => SubmitAsync(batcher, new(1, "car", 1)));
        Work.ForgetsOutcomes = false;
        Work.Judges = _ => throw new NotSupportedException();
        await Assert.ThrowsAsync<NotSupportedException>(() => SubmitAsync(batcher, new(2, "car", -1)));

        var answer = await SubmitAsync(batcher, new(3, "car", 1));

        Assert.Equal("stored", answer.Outcome!.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_finishes_the_queue_and_lets_nobody_new_in(bool ownThread)
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 2, OwnThread = ownThread });
        var gate = HoldTheNextBatch();
        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 7).Select(id => new Added(id, "car", 1)));

        var stopped = batcher.StopAsync(Stop);
        var late = await SubmitAsync(batcher, new(99, "car", 1));
        Assert.True(late.IsBusy);
        Assert.False(stopped.IsCompleted);
        gate.SetResult();
        await stopped;

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("stored", answer.Outcome!.Outcome));
    }

    [Fact]
    public async Task When_the_host_waits_no_longer_the_rest_is_asked_to_come_back()
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 2 });
        HoldTheNextBatch(); // and never lets it go
        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 7).Select(id => new Added(id, "car", 1)));

        await batcher.StopAsync(new CancellationToken(canceled: true));

        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer.IsBusy));
    }

    private static CommitUnknownException A_broken_commit() => new(new IOException("The line broke."));

    private void BreakTheNextCommit()
    {
        var breaks = 1;
        Work.Before = _ => Interlocked.Decrement(ref breaks) >= 0 ? throw A_broken_commit() : Task.CompletedTask;
    }
}
