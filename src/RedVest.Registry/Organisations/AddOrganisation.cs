using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Enters a unit into an owner's list, from a file of the program; without a division it belongs to the owner as a whole.</summary>
public static class AddOrganisation
{
    /// <exception cref="ActRefusedException"><c>name-wrong</c>.</exception>
    public static async Task RunAsync(RedVestDb db, Caller me, Organisation organisation, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(new DisplayName(organisation.NameZh, organisation.NameEn).IsName ? null : "name-wrong");
        if (organisation.DivisionCode == 0)
            organisation.DivisionCode = DivisionRange.OfOwner(organisation.Owner).First;
        await db.WriteAsync(organisation.Owner, me.Did("organisation-added", organisation.Id), () => db.Add(organisation), cancellationToken);
    }
}
