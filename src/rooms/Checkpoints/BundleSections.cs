using RedVest.Certificates;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Sync;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>The device's checkpoint, its lanes and its shifts.</summary>
internal sealed class PostSection(OwnerBooks books) : IBundleSection
{
    public string Name => "post";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        if (book.Checkpoint(reader.Place) is not { } post)
            return BundleJson.Nothing;
        return BundleJson.Write(new
        {
            book.Owner,
            ownerName = new DisplayName(book.State.NameZh, book.State.NameEn),
            checkpoint = new { post.Id, name = new DisplayName(post.NameZh, post.NameEn), post.Kind, hours = post.Hours?.ToString(), post.Neighbour },
            lanes = post.Lanes.Select(l => new { l.Id, l.Number, name = new DisplayName(l.NameZh, l.NameEn), l.Direction, l.Category, l.Positions, open = l.IsOpen, since = l.State?.At }),
            stations = post.Stations.Where(s => !s.IsClosed)
                .Select(s => new { s.Id, s.Number, s.Kind, name = new DisplayName(s.NameZh, s.NameEn), s.Zone, s.Capacity }),
            shifts = post.Shifts.Starts.Select((start, n) => new { number = n + 1, start = ShiftTable.Say(start) }),
            book.State.UtcOffsetMinutes,
        });
    }
}

/// <summary>The pack in force for the device's owner, byte for byte as installed.</summary>
internal sealed class PackSection(OwnerBooks books) : IBundleSection
{
    public string Name => "pack";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        return book.PackAt(reader.At)?.Text ?? BundleJson.Nothing;
    }
}

/// <summary>The outbreak in force.</summary>
internal sealed class OutbreakSection(OwnerBooks books) : IBundleSection
{
    public string Name => "outbreak";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        return book.OutbreakAt(reader.At) is { } o
            ? BundleJson.Write(new { o.Id, name = new DisplayName(o.NameZh, o.NameEn), o.StartsAt, o.EndsAt })
            : BundleJson.Nothing;
    }
}

/// <summary>Whose signatures the owner believes, so that a phone can try a code without a network.</summary>
internal sealed class TrustSection(OwnerBooks books) : IBundleSection
{
    public string Name => "trust";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        return TrustListFile.Write(book.Codes.Trust.Keys);
    }
}
