using Microsoft.Extensions.Logging;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Batching;

/// <summary>Brings one batch to its end, so that every caller is answered: run, race again, halve, re-read after a broken COMMIT.</summary>
internal sealed class BatchRun<TItem, TOutcome>(BatcherParts<TItem, TOutcome> parts, int owner, Batch<TItem, TOutcome> batch, CancellationToken cancellationToken)
    where TOutcome : class
{
    private const int MaxRaces = 3;
    private const int MaxUnknown = 3;
    private static readonly TimeSpan BrokenRetry = TimeSpan.FromSeconds(5);

    private bool _well; // something was committed or read: the machine is not to blame
    private bool _broken;
    private int _unknown;

    /// <summary>The batch went through at the first try, so its time says something about the pace.</summary>
    public bool WentSmoothly { get; private set; } = true;

    public Task SettleAsync() => SettleAsync(0, batch.Count);

    private async Task SettleAsync(int from, int count)
    {
        for (var attempt = 1; count > 0; attempt++)
        {
            if (_broken || cancellationToken.IsCancellationRequested)
            {
                AnswerBusy(from, count);
                return;
            }

            var failure = await RunAsync(from, count);
            if (failure is null) return;
            WentSmoothly = false;

            if (failure is CommitUnknownException)
            {
                count = await RecoverAsync(from, count, failure);
                continue;
            }

            var judged = parts.Work.Judge(failure);
            if (judged == BatchFailure.Race && attempt < MaxRaces) continue;
            if (judged == BatchFailure.Broken) Break(failure);
            else if (count == 1)
            {
                await SuspectAsync(from, failure);
                return;
            }
            else
            {
                parts.Log.LogWarning(failure, "{Batcher}: a batch of {Count} for {Owner} failed; halving", parts.Name, count, owner);
                await SettleAsync(from, count / 2);
                await SettleAsync(from + count / 2, count - count / 2);
                return;
            }
        }
    }

    private async Task<Exception?> RunAsync(int from, int count)
    {
        IReadOnlyList<TOutcome> outcomes;
        try
        {
            outcomes = await parts.Work.RunAsync(owner, batch.Items(from, count), cancellationToken);
        }
        catch (Exception failure)
        {
            return failure;
        }

        if (outcomes.Count != count) // committed, but whose is which? Their resends will be told.
            throw new InvalidOperationException($"{parts.Name}: {count} items, {outcomes.Count} outcomes.");
        _well = true;
        for (var i = 0; i < count; i++) batch.Answer(from + i, BatchAnswer<TOutcome>.Done(outcomes[i]));
        return null;
    }

    /// <summary>An item failed alone. Before it is blamed, the machine must show that it is well.</summary>
    private async Task SuspectAsync(int slot, Exception cause)
    {
        if (!_well)
        {
            try
            {
                await AnswerStoredAsync(slot, 1);
                _well = true;
            }
            catch (Exception unwell)
            {
                Break(unwell);
                AnswerBusy(slot, 1);
                return;
            }
            if (batch.Compact(slot, 1) == 0) return;
        }

        parts.Log.LogError(cause, "{Batcher}: an item for {Owner} failed alone", parts.Name, owner);
        parts.Meters.Poisoned(owner);
        batch.Answer(slot, BatchAnswer<TOutcome>.Done(parts.Work.Poisoned(batch.Item(slot), cause)));
    }

    /// <summary>Re-reads until the database answers.</summary>
    /// <returns>How many are not stored and must run again; they now lie at the front of the range.</returns>
    private async Task<int> RecoverAsync(int from, int count, Exception cause)
    {
        parts.Meters.CommitUnknown(owner);
        parts.Log.LogWarning(cause, "{Batcher}: the commit of {Count} for {Owner} was not answered; reading again", parts.Name, count, owner);
        var since = parts.Clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause *= 2)
        {
            try
            {
                await AnswerStoredAsync(from, count);
                _well = true;
                break;
            }
            catch (Exception failure)
            {
                if (cancellationToken.IsCancellationRequested || parts.Clock.GetElapsedTime(since) + pause > parts.Options.MaxRecovery)
                {
                    Break(failure);
                    break;
                }
            }
            await Task.Delay(pause, parts.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        if (++_unknown >= MaxUnknown) Break(cause);
        return batch.Compact(from, count);
    }

    private async Task AnswerStoredAsync(int from, int count)
    {
        var stored = await parts.Work.ReadStoredAsync(owner, batch.Items(from, count), cancellationToken);
        for (var i = 0; i < count; i++)
        {
            if (stored[i] is { } outcome) batch.Answer(from + i, BatchAnswer<TOutcome>.Done(outcome));
        }
    }

    private void Break(Exception failure)
    {
        if (!_broken) parts.Log.LogError(failure, "{Batcher}: the machine failed a batch for {Owner}; its callers are asked to come back", parts.Name, owner);
        _broken = true;
    }

    private void AnswerBusy(int from, int count)
    {
        for (var slot = from; slot < from + count; slot++) batch.Answer(slot, BatchAnswer<TOutcome>.Busy(BrokenRetry));
        parts.Meters.Busy(owner, count);
    }
}
