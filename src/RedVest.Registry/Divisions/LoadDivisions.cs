using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Brings divisions into the installation's list: new codes are added, other names are taken over. Safe to repeat.</summary>
public static class LoadDivisions
{
    private const int Slice = 200; // a lane waits for no import longer than this takes

    /// <returns>How many were added or renamed.</returns>
    public static async Task<int> RunAsync(RedVestDb db, Caller me, IEnumerable<Division> divisions, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var slice in divisions.Chunk(Slice))
        {
            var codes = slice.Select(d => d.Code).ToArray();
            var known = await db.Set<Division>().Where(d => d.Owner == Owners.Installation && codes.Contains(d.Code)).ToDictionaryAsync(d => d.Code, cancellationToken);
            foreach (var division in slice.DistinctBy(d => d.Code))
            {
                if (known.GetValueOrDefault(division.Code) is { } old)
                    (old.NameZh, old.NameEn, old.Level) = (division.NameZh, division.NameEn, division.Level);
                else
                    db.Add(division);
            }

            var count = db.ChangeTracker.Entries<Division>().Count(e => e.State is EntityState.Added or EntityState.Modified);
            if (count > 0)
                await db.WriteAsync(Owners.Installation, me.Did("divisions-loaded", null, new { count }), () => { }, cancellationToken);
            changed += count;
            db.ChangeTracker.Clear();
        }

        return changed;
    }
}
