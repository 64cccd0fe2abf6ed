using RedVest.Contracts;
using RedVest.Kernel.Access;

namespace RedVest.Duty;

/// <summary>The posts in a caller's scope; those outside do not exist for the caller.</summary>
internal static class Reach
{
    public static async Task<IReadOnlyList<Post>> OfAsync(IPosts posts, Caller me, CancellationToken cancellationToken) =>
        [.. (await posts.OfAsync(me.Owner, cancellationToken)).Where(p => me.MaySee(p.DivisionCode, p.Id)).OrderBy(p => p.Id)];

    public static async Task<bool> SeesAsync(IPosts posts, Caller me, Guid post, CancellationToken cancellationToken) =>
        (await OfAsync(posts, me, cancellationToken)).Any(p => p.Id == post);
}
