using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Batching;

/// <summary>One batch's work on one owner: one transaction. Called by one worker at a time per owner, by several for several owners.</summary>
/// <typeparam name="TItem">What a caller submits; it carries ids of its own, so that a resend is known again.</typeparam>
/// <typeparam name="TOutcome">What that caller is told.</typeparam>
public interface IBatchWork<TItem, TOutcome>
    where TOutcome : class
{
    /// <summary>Reads set-based, decides in order, writes set-based, commits once.</summary>
    /// <param name="items">In the order of their arrival. Valid until the task ends: do not keep it.</param>
    /// <returns>One outcome an item, in the items' order.</returns>
    /// <exception cref="CommitUnknownException">The COMMIT was sent and its answer did not come.</exception>
    /// <remarks>Any other exception says that nothing was committed: so do not hand the token to the COMMIT itself.</remarks>
    Task<IReadOnlyList<TOutcome>> RunAsync(int owner, IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>Re-reads the items' ids: after a broken COMMIT, and to learn whether the machine is well when an item failed alone.</summary>
    /// <returns>In the items' order; null where an item is not stored.</returns>
    Task<IReadOnlyList<TOutcome?>> ReadStoredAsync(int owner, IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>What a poisoned item is answered, which failed alone while the machine was well.</summary>
    TOutcome Poisoned(TItem item, Exception cause);

    /// <summary>Whose fault a failed <see cref="RunAsync"/> was.</summary>
    BatchFailure Judge(Exception failure) => DatabaseFailure.Judge(failure);
}

/// <summary>Whose fault a failed batch was, and so what is tried next.</summary>
public enum BatchFailure
{
    /// <summary>An item's: the batch is halved until that item fails alone.</summary>
    Poison,

    /// <summary>A race with another writer (lost unique key, deadlock): the same batch is run again, which reads again.</summary>
    Race,

    /// <summary>The machine's (database away, disk full): everyone is asked to come back later, nobody is refused.</summary>
    Broken,
}
