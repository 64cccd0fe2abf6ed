using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Custody;

/// <summary>The names behind custodians, for the board of all loops: of a post too, which stands beside other posts there.</summary>
internal sealed class CustodianBook(RedVestDb db, OwnerBooks books) : ICustodianNames
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(int owner, IReadOnlyCollection<string> custodians, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(owner, cancellationToken);
        var names = await CustodianNames.ReadAsync(db, book, custodians, [], [], cancellationToken);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var custodian in custodians)
        {
            var (kind, id) = Custodians.Read(custodian);
            if ((kind == "post" && id is { } post ? book.Checkpoint(post)?.Name() : names.Of(custodian)?.Name) is { } name)
                said[custodian] = name;
        }

        return said;
    }
}
