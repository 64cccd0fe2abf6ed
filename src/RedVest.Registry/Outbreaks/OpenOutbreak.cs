using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Opens an outbreak: from its start to its end people in its area may be restricted by rules, and by nothing else.</summary>
public static class OpenOutbreak
{
    /// <exception cref="ActRefusedException"><see cref="Refusal"/> says why.</exception>
    public static async Task RunAsync(RedVestDb db, Caller me, Outbreak outbreak, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(Refusal(outbreak));
        await db.WriteAsync(outbreak.Owner, me.Did("outbreak-opened", outbreak.Id, new { outbreak.Area, outbreak.StartsAt, outbreak.EndsAt }), write =>
        {
            db.Add(outbreak);
            write.RaiseRevision();
            return Task.FromResult(true);
        }, cancellationToken);
    }

    /// <summary>Why it cannot be opened so; null when it can.</summary>
    public static string? Refusal(Outbreak outbreak) =>
        !new DisplayName(outbreak.NameZh, outbreak.NameEn).IsName || string.IsNullOrWhiteSpace(outbreak.Disease) ? "name-wrong"
        : string.IsNullOrWhiteSpace(outbreak.LegalBasis) ? "legal-basis-missing"
        : !DivisionRange.IsPrefix(outbreak.Area) || !DivisionRange.OfOwner(outbreak.Owner).Contains(DivisionRange.Of(outbreak.Area)) ? "area-wrong"
        : outbreak.EndsAt <= outbreak.StartsAt ? "period-wrong"
        : outbreak.EndsAt - outbreak.StartsAt > Outbreak.LongestPeriod ? "outbreak-too-long"
        : null;
}
