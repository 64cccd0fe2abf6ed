using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Files;

/// <summary>Shows a picture to who may see its place. Who looked is in the audit before it is decrypted.</summary>
internal static class GetFile
{
    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Owner == me.Owner && f.Id == id, cancellationToken);
        if (file is null || !me.MaySee(file.DivisionCode, file.Place))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("file-viewed", id), () => { }, cancellationToken);
        return TypedResults.File(keys.Decrypt(StoredFile.Table, "content", id, file.Owner, file.Content), file.MediaType);
    }
}
