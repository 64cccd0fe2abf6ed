using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Enters people who work in the response; the devices of their post hear of them.</summary>
public static class AddStaff
{
    /// <param name="staff">All of one owner.</param>
    /// <exception cref="ActRefusedException"><c>name-wrong</c>.</exception>
    public static async Task RunAsync(RedVestDb db, Caller me, IReadOnlyList<StaffMember> staff, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(staff.All(s => DisplayName.IsNameText(s.Name)) ? null : "name-wrong");
        foreach (var group in staff.GroupBy(s => s.Owner))
        {
            await db.WriteAsync(group.Key, me.Did("staff-added", null, new { ids = group.Select(s => s.Id) }), write =>
            {
                db.AddRange(group);
                write.RaiseRevision();
                return Task.FromResult(true);
            }, cancellationToken);
        }
    }
}
