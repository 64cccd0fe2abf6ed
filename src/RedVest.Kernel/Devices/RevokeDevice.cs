using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>Shuts a device out for good, with its next request on every node. Revoking it again changes nothing.</summary>
internal static class RevokeDevice
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var device = await Device.SeenBy(db, me).SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
        if (device is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (device.RevokedAt is not null)
            return TypedResults.NoContent();

        await db.WriteAsync(me.Owner, me.Did("device-revoked", id), write =>
        {
            (device.RevokedAt, device.RevokedReason) = (clock.Now(), request.Reason.Trim());
            write.RaiseRevision();
            return Task.FromResult(true);
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
