using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Sync;
using RedVest.Registry;

namespace RedVest.Duty;

/// <summary>
/// Who works at the device's post: the names an officer picks from when the shift begins. Those seconded there now, and the post's own people who
/// are not lent elsewhere.
/// </summary>
internal sealed class StaffSection : IBundleSection
{
    public string Name => "staff";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var owner = reader.Owner.Owner;
        var lent = reader.Db.Set<Secondment>().Where(s => s.Owner == owner).Where(Secondment.InForceAt(reader.At));
        var staff = await (
            from s in reader.Db.Set<StaffMember>()
            where s.Owner == owner && s.Active
                && (lent.Any(x => x.Person == s.Id && x.Post == reader.Place) || (s.PlaceId == reader.Place && !lent.Any(x => x.Person == s.Id)))
            join o in reader.Db.Set<Organisation>() on new { s.Owner, Id = s.OrganisationId } equals new { o.Owner, Id = (Guid?)o.Id } into units
            from unit in units.DefaultIfEmpty()
            orderby s.Id
            select new { s.Id, s.Name, homeUnit = unit == null ? "" : unit.NameZh }).ToListAsync(cancellationToken);
        return BundleJson.Write(staff);
    }
}
