using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// An event stream is let in once and may then last for hours. Before it says something more it asks again, at most every ten seconds, whether
/// the session and the grants that let it in still hold; if not, it ends, and who opens it anew meets the door.
/// </summary>
public sealed class LongAnswers(Store store, TimeProvider clock)
{
    internal static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);

    /// <summary>The same events, for as long as the caller may hear them.</summary>
    public async IAsyncEnumerable<T> GuardAsync<T>(Caller me, IAsyncEnumerable<T> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var askedAt = clock.GetUtcNow();
        await foreach (var one in events.WithCancellation(cancellationToken))
        {
            if (clock.GetUtcNow() - askedAt >= AskEvery)
            {
                if (!await StillHoldsAsync(me, cancellationToken))
                    yield break;
                askedAt = clock.GetUtcNow();
            }

            yield return one;
        }
    }

    private async Task<bool> StillHoldsAsync(Caller me, CancellationToken cancellationToken)
    {
        if (me is not { Kind: CallerKinds.User, Session: { } session })
            return me.Kind == CallerKinds.Operator; // whoever reads the token's file is still there
        await using var db = store.OpenDb();
        var now = clock.Now();
        if (await Session.FindAsync(db, session, cancellationToken) is not var (found, user) || !found.HoldsFor(user, now))
            return false;
        var ids = me.Grants.Select(g => g.Id).ToArray();
        return await db.Set<Grant>()
            .Where(g => g.Owner == Owners.Installation && ids.Contains(g.Id))
            .Where(Grant.HoldsAt(now))
            .CountAsync(cancellationToken) == ids.Length;
    }
}
