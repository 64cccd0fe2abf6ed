using RedVest.Contracts;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Loops;

/// <summary>The places of which a caller sees the loops. What belongs to no place is seen by those who see all of the owner.</summary>
internal static class LoopPlaces
{
    public static async Task<IReadOnlyDictionary<Guid, Post?>> SeenByAsync(Caller me, IPosts posts, CancellationToken cancellationToken)
    {
        var seen = (await posts.OfAsync(me.Owner, cancellationToken)).Where(p => me.MaySee(p.DivisionCode, p.Id)).ToDictionary(p => p.Id, p => (Post?)p);
        if (me.Scope.CoversOwner(me.Owner))
            seen[Guid.Empty] = null;
        return seen;
    }
}
