using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Makes a county, city or province an owner of records, and the installation itself before the first. Safe to repeat.</summary>
public static class SetUpOwner
{
    /// <returns>False when the owner was there before; its names stay as they are.</returns>
    /// <exception cref="ActRefusedException"><see cref="Refusal"/> says why.</exception>
    public static async Task<bool> RunAsync(
        RedVestDb db, Caller me, int owner, DisplayName name, int utcOffsetMinutes, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(Refusal(owner, name, utcOffsetMinutes));
        await PrepareInstallationAsync(db, me, cancellationToken);
        return await AddAsync(db, me, new OwnerState { Owner = owner, NameZh = name.Zh, NameEn = name.En, UtcOffsetMinutes = utcOffsetMinutes }, cancellationToken);
    }

    /// <summary>Makes owner 0, to which users, grants and packs belong. Safe to repeat.</summary>
    public static Task<bool> PrepareInstallationAsync(RedVestDb db, Caller me, CancellationToken cancellationToken) => AddAsync(
        db,
        me,
        new OwnerState { Owner = Owners.Installation, NameZh = Say("zh-Hans"), NameEn = Say("en"), UtcOffsetMinutes = 0 },
        cancellationToken);

    /// <summary>Why an owner cannot be set up so; null when it can.</summary>
    public static string? Refusal(int owner, DisplayName name, int utcOffsetMinutes) =>
        owner == Owners.Installation || !Owners.IsOwner(owner) ? "owner-code-wrong"
        : !name.IsName ? "name-wrong"
        : utcOffsetMinutes is < -12 * 60 or > 14 * 60 ? "utc-offset-wrong"
        : null;

    private static async Task<bool> AddAsync(RedVestDb db, Caller me, OwnerState state, CancellationToken cancellationToken)
    {
        if (await db.Set<OwnerState>().AnyAsync(o => o.Owner == state.Owner, cancellationToken))
            return false;
        try
        {
            await db.WriteAsync(state.Owner, me.Did("owner-set-up", null, new { owner = state.Owner }), () => db.Add(state), cancellationToken);
            return true;
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            return false;
        }
        finally
        {
            db.Entry(state).State = EntityState.Detached; // its counters belong to the database
        }
    }

    private static string Say(string language) => Texts.Say("owner.installation", CultureInfo.GetCultureInfo(language));
}
