using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Yard;

/// <summary>The persons of the device's own post, masked, so that a yard without a network knows whom it answers for.</summary>
internal sealed class YardSection(OwnerBooks books, KeyRing keys) : IBundleSection
{
    public string Name => "yard";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        var here = await new YardList(reader.Db, keys, book).NowAsync(reader.Place, reader.At, cancellationToken);
        // Whether something is overdue the phone's own clock says: the section changes when somebody did something, and not with the hour.
        return BundleJson.Write(here.OrderBy(p => p.Loop).Select(p => p with { Overdue = false }));
    }
}
