using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Freight;

/// <summary>The lorries of the device's own post, expected and inside: known by their plate in one scan, also without a network.</summary>
internal sealed class TripSection(OwnerBooks books, KeyRing keys) : IBundleSection
{
    public string Name => "trips";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        var list = new TripList(reader.Db, keys, book);
        var all = (await list.ExpectedAsync(reader.Place, reader.At, cancellationToken)).Concat(await list.OpenAsync(reader.Place, reader.At, cancellationToken));
        // Whether something is overdue the phone's own clock says: the section changes when somebody did something, and not with the hour.
        return BundleJson.Write(all.OrderBy(t => t.Id).Select(t => t with { Overdue = false }));
    }
}
