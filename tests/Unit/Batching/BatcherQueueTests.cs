using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace RedVest.Unit.Tests.Batching;

public sealed class BatcherQueueTests : BatcherTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lone_item_goes_at_once_without_a_timer(bool ownThread)
    {
        var batcher = A_batcher(new() { OwnThread = ownThread });

        var answer = await SubmitAsync(batcher, new(1, "car", 3)); // the clock stands still: a timer would never fire

        Assert.Equal(new Told("stored", 3), answer.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_arrives_during_a_batch_becomes_the_next_batch_in_order(bool ownThread)
    {
        var batcher = A_batcher(new() { OwnThread = ownThread });
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(1, 50).Select(id => new Added(id, $"car {id}", 1)));
        gate.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal([[1], [.. Enumerable.Range(2, 49)]], Work.Batches);
    }

    [Fact]
    public async Task A_batch_ends_at_its_greatest_weight_and_a_heavier_item_goes_alone()
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 10 });
        var gate = HoldTheNextBatch();

        int[] weights = [1, 6, 4, 5, 25, 1];
        var answers = await SubmitBehindTheFirstAsync(batcher, weights.Select((_, id) => new Added(id, "car", 1)), item => weights[item.Id]);
        gate.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal([[0], [1, 2], [3], [4], [5]], Work.Batches);
    }

    [Fact]
    public async Task Two_items_of_one_batch_on_one_subject_fold_in_order()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, [new(1, "other", 0), new(2, "car", 5), new(3, "car", 7)]);
        gate.SetResult();

        Assert.Equal([0, 5, 12], (await Task.WhenAll(answers)).Select(answer => answer.Outcome!.Sum));
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_commit()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();

        var answer = SubmitAsync(batcher, new(1, "car", 1));
        await BegunAsync(1);
        Assert.False(answer.IsCompleted);
        gate.SetResult();

        Assert.Equal("stored", (await answer).Outcome!.Outcome);
    }

    [Fact]
    public async Task A_resend_is_answered_already_stored()
    {
        var batcher = A_batcher();
        await SubmitAsync(batcher, new(1, "car", 4));

        var again = await SubmitAsync(batcher, new(1, "car", 4));

        Assert.Equal(new Told("already-stored", 4), again.Outcome);
    }

    [Fact]
    public async Task Too_long_an_expected_wait_is_answered_busy_at_once()
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 10, MaxWait = TimeSpan.FromSeconds(5) });
        Work.Before = _ =>
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        };
        await SubmitAsync(batcher, new(0, "car", 1), 10); // the pace: two seconds for a full batch
        var gate = HoldTheNextBatch();

        var held = SubmitAsync(batcher, new(1, "car", 1), 10);
        await BegunAsync(2);
        var second = SubmitAsync(batcher, new(2, "car", 1), 10);
        var third = SubmitAsync(batcher, new(3, "car", 1), 10);
        var fourth = SubmitAsync(batcher, new(4, "car", 1), 10);

        Assert.True(fourth.IsCompleted);
        Assert.True((await fourth).IsBusy);
        Assert.Equal(TimeSpan.FromSeconds(6), (await fourth).RetryAfter);
        gate.SetResult();
        Assert.All(await Task.WhenAll(held, second, third), answer => Assert.False(answer.IsBusy));
    }

    [Fact]
    public async Task A_rush_after_single_items_is_let_in_although_each_single_commit_was_slow()
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 500, MaxWait = TimeSpan.FromSeconds(5) });
        Work.Before = _ =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(20)); // times 3000 would be a minute
            return Task.CompletedTask;
        };
        for (var id = 0; id < 20; id++) await SubmitAsync(batcher, new(id, "car", 1));
        var gate = HoldTheNextBatch();

        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(100, 3000).Select(id => new Added(id, "car", 1)));
        gate.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.False(answer.IsBusy));
    }

    [Fact]
    public async Task While_a_batch_hangs_newcomers_are_answered_busy_at_once()
    {
        var batcher = A_batcher(new() { MaxWait = TimeSpan.FromSeconds(5) });
        var gate = HoldTheNextBatch();
        var held = SubmitAsync(batcher, new(1, "car", 1));
        await BegunAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(6));

        var newcomer = SubmitAsync(batcher, new(2, "car", 1));

        Assert.True(newcomer.IsCompleted);
        Assert.True((await newcomer).IsBusy);
        gate.SetResult();
        Assert.False((await held).IsBusy);
    }

    [Fact]
    public async Task One_batch_that_hung_does_not_close_the_queue_for_good()
    {
        var batcher = A_batcher(new() { MaxWait = TimeSpan.FromSeconds(5) });
        var gate = HoldTheNextBatch();
        var held = SubmitAsync(batcher, new(1, "car", 1));
        await BegunAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(60));
        gate.SetResult();
        Assert.False((await held).IsBusy);
        await Task.Delay(50, Stop); // its worker ends after it has answered

        Assert.False((await SubmitAsync(batcher, new(2, "car", 1))).IsBusy);
    }

    [Fact]
    public async Task The_queue_is_bounded_by_weight_but_one_heavy_item_is_not_locked_out()
    {
        var batcher = A_batcher(new() { MaxQueueWeight = 100 });
        var gate = HoldTheNextBatch();
        var held = SubmitAsync(batcher, new(1, "car", 1));
        await BegunAsync(1);

        var heavy = SubmitAsync(batcher, new(2, "car", 1), 150);
        var more = await SubmitAsync(batcher, new(3, "car", 1));

        Assert.True(more.IsBusy);
        gate.SetResult();
        Assert.All(await Task.WhenAll(held, heavy), answer => Assert.False(answer.IsBusy));
    }

    [Fact]
    public async Task A_caller_that_goes_away_does_not_cancel_its_batch()
    {
        var batcher = A_batcher();
        var gate = HoldTheNextBatch();
        using var gone = new CancellationTokenSource();
        var first = batcher.SubmitAsync(Yuci, new(1, "car", 1), 1, gone.Token).AsTask();
        await BegunAsync(1);
        var second = batcher.SubmitAsync(Yuci, new(2, "car", 1), 1, gone.Token).AsTask();

        await gone.CancelAsync();
        gate.SetResult();

        Assert.Equal("stored", (await first).Outcome!.Outcome);
        Assert.Equal("stored", (await second).Outcome!.Outcome);
        await Assert.ThrowsAsync<TaskCanceledException>(() => batcher.SubmitAsync(Yuci, new(3, "car", 1), 1, gone.Token).AsTask());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Owners_do_not_wait_for_one_another(bool ownThread)
    {
        var batcher = A_batcher(new() { OwnThread = ownThread });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Before = owner => owner == Yuci ? gate.Task : Task.CompletedTask;
        var held = SubmitAsync(batcher, new(1, "car", 1));
        await BegunAsync(1);

        var other = await batcher.SubmitAsync(Pingyao, new(1, "car", 2), 1, Stop);

        Assert.Equal(new Told("stored", 2), other.Outcome);
        Assert.False(held.IsCompleted);
        gate.SetResult();
        await held;
    }

    [Fact]
    public async Task On_one_thread_an_owner_with_a_long_queue_lets_the_others_take_turns()
    {
        var batcher = A_batcher(new() { OwnThread = true, MaxBatchWeight = 1 });
        using var gate = new ManualResetEventSlim();
        Work.Before = _ =>
        {
            gate.Wait(Stop); // as SQLite does: the thread itself is held
            return Task.CompletedTask;
        };
        var answers = await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 20).Select(id => new Added(id, "car", 1)));
        var other = batcher.SubmitAsync(Pingyao, new(99, "car", 1), 1, Stop).AsTask();
        gate.Set();

        await Task.WhenAll([other, .. answers]);

        Assert.InRange(Work.Batches.ToList().FindIndex(batch => batch[0] == 99), 1, 2);
    }

    [Fact]
    public async Task On_its_own_thread_the_work_stays_there_also_after_it_waited()
    {
        var batcher = A_batcher(new() { OwnThread = true });
        ConcurrentBag<string?> threads = [];
        Work.Before = async _ =>
        {
            threads.Add(Thread.CurrentThread.Name);
            await Task.Delay(1, Stop);
            threads.Add(Thread.CurrentThread.Name);
        };

        await Task.WhenAll(await SubmitBehindTheFirstAsync(batcher, Enumerable.Range(0, 10).Select(id => new Added(id, "car", 1))));

        Assert.Equal(["batcher test"], threads.Distinct());
    }

    [Fact]
    public async Task Callers_go_on_on_their_own_threads()
    {
        var batcher = A_batcher(new() { OwnThread = true });

        var name = await Task.Run(async () =>
        {
            await batcher.SubmitAsync(Yuci, new(1, "car", 1), 1, Stop);
            return Thread.CurrentThread.Name;
        }, Stop);

        Assert.NotEqual("batcher test", name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_callers_of_many_owners_are_each_answered_with_their_own_outcome(bool ownThread)
    {
        var batcher = A_batcher(new() { MaxBatchWeight = 64, OwnThread = ownThread });
        var callers = Enumerable.Range(0, 40).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                var id = caller * 1000 + i;
                var answer = await batcher.SubmitAsync(Yuci + caller % 3, new(id, $"car {id}", id), 1, Stop);
                Assert.Equal(new Told("stored", id), answer.Outcome);
            }
        }, Stop));

        await Task.WhenAll(callers);

        Assert.Equal(20_000, Work.Batches.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task A_worker_that_ends_and_the_next_that_begins_never_share_a_batch()
    {
        var batcher = A_batcher();
        var callers = Enumerable.Range(0, 2).Select(caller => Task.Run(async () =>
        {
            // Alone or nearly so, so that the worker ends after each item just when the next one comes.
            for (var i = 0; i < 50_000; i++) await batcher.SubmitAsync(Yuci + caller, new(i, "car", 0), 1, Stop);
        }, Stop));

        await Task.WhenAll(callers);

        Assert.Equal(100_000, Work.Batches.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task What_can_be_watched_counts_weights_refusals_and_what_waits()
    {
        var batcher = A_batcher(new() { MaxQueueWeight = 10 });
        ConcurrentBag<(string, double)> seen = [];
        var mine = Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Scope == mine) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.Start();
        var gate = HoldTheNextBatch();

        var first = SubmitAsync(batcher, new(1, "car", -1), 3);
        await BegunAsync(1);
        var second = SubmitAsync(batcher, new(2, "car", 1), 7);
        await SubmitAsync(batcher, new(3, "car", 1), 5);
        listener.RecordObservableInstruments();
        gate.SetResult();
        await Task.WhenAll(first, second);
        await batcher.StopAsync(Stop);

        Assert.Contains(("redvest.batch.queued", 7), seen);
        Assert.Contains(("redvest.batch.busy", 1), seen);
        Assert.Contains(("redvest.batch.poisoned", 1), seen);
        Assert.Contains(("redvest.batch.weight", 3), seen);
        Assert.Contains(("redvest.batch.weight", 7), seen);
    }
}
