using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What a device carries with it: the signed manifest, and the sections it does not have yet (protocol §5).</summary>
internal static class GetBundle
{
    private const int LongestHave = 2000;

    /// <param name="have"><c>name:version,…</c>; what cannot be read counts as not had.</param>
    internal static async Task<Results<Ok<Bundle>, ProblemHttpResult>> HandleAsync(
        string? have, RedVestDb db, Bundles bundles, Caller me, CancellationToken cancellationToken) =>
        me.Id is { } device && me.Scope.Places is [var place]
            ? TypedResults.Ok(await bundles.MakeAsync(db, device, me.Owner, place, Read(have), cancellationToken).ConfigureAwait(false))
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");

    internal static Dictionary<string, string> Read(string? have)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (have is { Length: <= LongestHave } ? have : "").Split(','))
        {
            if (part.Split(':') is [var name, var version])
                versions[name] = version;
        }

        return versions;
    }
}
