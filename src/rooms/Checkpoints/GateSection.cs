using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints;

/// <summary>What the post asks by: now, and from when on something else, so that a phone without a network changes over on time.</summary>
internal sealed class GateSection(OwnerBooks books) : IBundleSection
{
    public string Name => "gate";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        return BundleJson.Write(book.Gates.From(reader.Place, reader.At).Select(g => new { g.From, g.Gate }));
    }
}
