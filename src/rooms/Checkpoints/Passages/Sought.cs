using RedVest.Checkpoints.Custody;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// People who passed although they were restricted: somebody of the command room takes each of them and says how it ended. Read only when a batch has
/// found one, so that the lane pays nothing for it.
/// </summary>
internal static class Sought
{
    public static async ValueTask OfferAsync(
        WriteTransaction write, IReadOnlyList<(ReleasedWhileRestricted Released, IncomingRecord Record)> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return;
        var loops = await LoopBatch.ReadAsync(write, found.Select(f => LoopIds.OfSought(f.Released.Passage, f.Released.N)), cancellationToken).ConfigureAwait(false);
        foreach (var (released, record) in found)
        {
            var loop = loops.Of(LoopIds.OfSought(released.Passage, released.N), CustodyKinds.Sought);
            (loop.Row.Subject, loop.Row.Part, loop.Row.About) = (released.Passage, released.N, released.Person);
            loops.Add(loop, record, Steps.Offered, released.Checkpoint, new LinkSaid(
                Giver: Custodians.Post(released.Checkpoint), Taker: Custodians.Command, Reason: released.Known, Next: NextSteps.Take,
                DueAt: write.At.AddMinutes(SoughtClocks.TakeMinutes), At: released.At));
        }

        loops.Write();
    }
}
