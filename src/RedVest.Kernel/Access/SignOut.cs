using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Ends the session, in the table and not only in this browser.</summary>
internal static class SignOut
{
    public static async Task<NoContent> HandleAsync(HttpContext context, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        await db.WriteAsync(Owners.Installation, me.Did("signed-out", me.Id), async write =>
        {
            write.Touches("kernel_session");
            return await db.Set<Session>().Where(s => s.Owner == Owners.Installation && s.Id == me.Session).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }
}
