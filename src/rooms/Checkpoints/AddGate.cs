using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>A new template, or the next version of one. What is there never changes: a passage of last week was asked by the words of last week.</summary>
public static class AddGate
{
    internal static async Task<Results<Created, Ok, ProblemHttpResult>> HandleAsync(
        GateTemplate gate, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (gate.Fault() is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        var known = (await books.NowAsync(me.Owner, cancellationToken)).Gates;
        var text = GateText.Write(gate);
        if (known.Find(gate.Id, gate.Version) is { } same)
        {
            return GateText.Write(same) == text
                ? TypedResults.Ok()
                : Problems.Refuse(StatusCodes.Status409Conflict, "gate-changed", ("version", gate.Version));
        }

        var next = known.All.Where(g => g.Id == gate.Id).Select(g => g.Version).DefaultIfEmpty().Max() + 1;
        if (gate.Version != next)
            return Problems.Refuse(StatusCodes.Status409Conflict, "gate-version-wrong", ("next", next));
        try
        {
            await db.WriteAsync(me.Owner, me.Did("gate-added", null, new { gate = gate.Id, version = gate.Version }), write =>
            {
                db.Add(new Gate { Owner = me.Owner, Id = gate.Id, Version = gate.Version, Text = text, CreatedAt = clock.Now(), ByUser = me.Id });
                write.RaiseRevision();
                return Task.FromResult(true);
            }, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "gate-changed", ("version", gate.Version));
        }

        return TypedResults.Created((string?)null);
    }
}
