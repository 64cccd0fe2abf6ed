using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Custody;

/// <summary>Who answers, for the eyes of the post.</summary>
/// <param name="Kind">staff, user, lane, post, or a word of a newer part.</param>
/// <param name="Name">Of staff and users their name, of a lane its number, of a post nothing.</param>
public sealed record CustodianName(string Kind, string? Name);

/// <summary>The names behind custodians, all of a list in two questions.</summary>
internal sealed class CustodianNames
{
    private readonly OwnerBook _book;
    private readonly Dictionary<Guid, string> _names;

    private CustodianNames(OwnerBook book, Dictionary<Guid, string> names) => (_book, _names) = (book, names);

    public static async Task<CustodianNames> ReadAsync(
        RedVestDb db, OwnerBook book, IEnumerable<string?> custodians, IEnumerable<Guid?> officers, IEnumerable<Guid?> users, CancellationToken cancellationToken)
    {
        var read = custodians.OfType<string>().Select(Custodians.Read).ToList();
        var staff = read.Where(c => c.Kind == "staff").Select(c => c.Id).Concat(officers).OfType<Guid>().Distinct().ToArray();
        var known = read.Where(c => c.Kind == "user").Select(c => c.Id).Concat(users).OfType<Guid>().Distinct().ToArray();
        var names = await db.Set<StaffMember>().Where(s => s.Owner == book.Owner && staff.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var others = known.Length == 0 ? []
            : await db.Set<User>().Where(u => u.Owner == Owners.Installation && known.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken);
        return new CustodianNames(book, names.Concat(others).DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Name));
    }

    public string? Of(Guid? id) => id is { } known ? _names.GetValueOrDefault(known) : null;

    public CustodianName? Of(string? custodian)
    {
        if (custodian is null)
            return null;
        var (kind, id) = Custodians.Read(custodian);
        return new CustodianName(kind, kind == "lane" && id is { } lane
            ? _book.Lane(lane)?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : Of(id));
    }
}
