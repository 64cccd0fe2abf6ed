using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Contracts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>Answers which posts an owner has: its checkpoints.</summary>
internal sealed class CheckpointPosts(RedVestDb db) : IPosts
{
    public async Task<IReadOnlyList<Post>> OfAsync(int owner, CancellationToken cancellationToken) =>
        await db.Set<Checkpoint>()
            .Where(c => c.Owner == owner)
            .Select(c => new Post(c.Id, c.NameZh, c.NameEn, c.DivisionCode))
            .ToListAsync(cancellationToken);
}
