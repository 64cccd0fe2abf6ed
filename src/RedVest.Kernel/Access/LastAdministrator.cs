using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>An owner never loses its last administrator who can sign in: two who shut each other out at once would each see the other still there.</summary>
internal static class LastAdministrator
{
    /// <summary>Called in the transaction that takes grants away, before it commits. One such transaction at a time, on every node.</summary>
    /// <param name="leaving">The grants that will not hold any more.</param>
    /// <exception cref="ActRefusedException">Nobody of this home would be left.</exception>
    public static async Task KeepAsync(RedVestDb db, int home, Predicate<Grant> leaving, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (db.Store.Provider == StorageProvider.Postgres) // on SQLite the gate lets in one writer
            await db.Database.ExecuteSqlAsync($"select 1 from kernel_owner where owner = {Owners.Installation} for update", cancellationToken);
        var able = await db.Set<Grant>().AsNoTracking()
            .Where(Grant.HoldsAt(now))
            .Where(g => g.Owner == Owners.Installation && g.Role == Role.Administrator
                && db.Set<User>().Any(u => u.Owner == g.Owner && u.Id == g.UserId && u.Home == home && u.DisabledAt == null))
            .ToListAsync(cancellationToken);
        ActRefusedException.ThrowIf(able.Exists(leaving) && able.TrueForAll(leaving) ? "last-administrator" : null);
    }
}
