using RedVest.Checkpoints.Log;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Who signs: a user at a desk, or a member of staff on a phone of the post.</summary>
internal static class Signer
{
    /// <summary>
    /// Whether somebody of the same name has signed the other side. One person may be a user and a member of staff, under two ids; two leaders of
    /// neighbouring shifts with one name let the head of the post sign.
    /// </summary>
    public static async Task<bool> IsSamePersonAsync(RedVestDb db, Caller me, Guid? officer, string? other, CancellationToken cancellationToken)
    {
        if (other is null || (officer ?? me.Id) is not { } mine)
            return false;
        return (await LogView.NamesAsync(db, me.Owner, [mine], cancellationToken)).GetValueOrDefault(mine) == other;
    }
}
