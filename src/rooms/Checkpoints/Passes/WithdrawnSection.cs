using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// The passes for the device's post that were suspended or ended while their printed code would still be believed: ids and nothing else, so that a phone
/// without the centre turns none of them into a release.
/// </summary>
internal sealed class WithdrawnSection : IBundleSection
{
    private const int Most = 5000;

    public string Name => "passes";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var (owner, today, post) = (reader.Owner.Owner, reader.Owner.DayOf(reader.At), reader.Place.ToString());
        var withdrawn = await reader.Db.Set<CommuterPass>().AsNoTracking()
            .Where(p => p.Owner == owner && p.State != PassStates.Active && p.ValidTo >= today && p.Posts.Contains(post))
            .OrderByDescending(p => p.ChangedAt).Take(Most).OrderBy(p => p.Id).Select(p => new { p.Id, p.State }).ToListAsync(cancellationToken);
        return BundleJson.Write(new { withdrawn });
    }
}
