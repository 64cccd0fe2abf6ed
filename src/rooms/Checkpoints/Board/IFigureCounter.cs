using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>Figures that a folder above the board counts itself.</summary>
internal interface IFigureCounter : IFigureSource
{
    /// <param name="day">Of a day figure; a snapshot counts what is so now.</param>
    Task<double?> CountAsync(
        string key, RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken);
}
