using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Log;

/// <summary>How long each level of an incident has before the next one is told: the county's own, in place of the defaults.</summary>
public static class SetIncidentClocks
{
    private const int Longest = 24 * 60;

    /// <param name="Minutes">By level 1 to 3; a level that is not named has no clock.</param>
    public sealed record Request(IReadOnlyDictionary<int, int> Minutes);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Request request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (request.Minutes.Any(m => m.Key is < 1 or >= EscalationClock.Highest || m.Value is < 1 or > Longest))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "log-clock-wrong", ("longest", Longest));
        await db.WriteAsync(me.Owner, me.Did("incident-clocks-set", null, new { request.Minutes }), async write =>
        {
            var known = await db.Set<IncidentClock>().Where(c => c.Owner == me.Owner).ToDictionaryAsync(c => c.Level, cancellationToken);
            for (var level = 1; level < EscalationClock.Highest; level++)
            {
                if (!known.TryGetValue(level, out var clock))
                    db.Add(clock = new IncidentClock { Owner = me.Owner, Level = level });
                clock.Minutes = request.Minutes.TryGetValue(level, out var minutes) ? minutes : null;
            }

            write.RaiseRevision(); // phones carry the clocks
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
