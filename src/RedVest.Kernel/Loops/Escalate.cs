using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Climbs the ladders of overdue loops. Several nodes may: the key of a step settles it, and what was missed while nobody ran is made up.</summary>
internal sealed class Escalate(Store store, LoopKinds kinds)
{
    /// <summary>Steps of one owner in one transaction; more wait for the next minute.</summary>
    private const int MostAtOnce = 500;

    private static readonly SetTable<LoopEscalation> Rows = new SetTable<LoopEscalation>("kernel_loop_escalation", "owner", "loop", "due_at", "level")
        .With("owner", e => e.Owner).With("loop", e => e.Loop).With("due_at", e => e.DueAt).With("level", e => e.Level).With("told", e => e.Told).With("at", e => e.At);

    /// <returns>How many steps were climbed here.</returns>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new List<(Loop Loop, EscalationStep Step)>();
        await using (var db = store.OpenDb())
        {
            foreach (var kind in kinds.All)
            {
                foreach (var step in kind.Escalation)
                    due.AddRange((await DueAsync(db, kind.Name, step, now, cancellationToken).ConfigureAwait(false)).Select(l => (l, step)));
            }
        }

        var climbed = 0;
        foreach (var owner in due.GroupBy(d => d.Loop.Owner))
            climbed += await WriteAsync(owner.Key, [.. owner.Take(MostAtOnce)], cancellationToken).ConfigureAwait(false);
        return climbed;
    }

    private static Task<List<Loop>> DueAsync(RedVestDb db, string kind, EscalationStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddMinutes(-step.AfterMinutes);
        return db.Set<Loop>().AsNoTracking()
            .Where(l => l.EndedAt == null && l.Kind == kind && l.DueAt < before
                && !db.Set<LoopEscalation>().Any(e => e.Owner == l.Owner && e.Loop == l.Id && e.DueAt == l.DueAt && e.Level == step.Level))
            .OrderBy(l => l.DueAt).Take(MostAtOnce).ToListAsync(cancellationToken);
    }

    private async Task<int> WriteAsync(int owner, IReadOnlyList<(Loop Loop, EscalationStep Step)> due, CancellationToken cancellationToken)
    {
        await using var write = await store.BeginAsync(owner, WriteLane.Job, cancellationToken).ConfigureAwait(false);
        var rows = due.Select(d => new LoopEscalation(owner, d.Loop.Id, d.Loop.DueAt!.Value, d.Step.Level, d.Step.Told, write.At)).ToList(); // overdue: it was due
        var climbed = await Rows.WriteNewAsync(write, rows, cancellationToken).ConfigureAwait(false);
        if (climbed < rows.Count)
            return 0; // another node is at it: the next minute sees what is left
        foreach (var (loop, step) in due)
        {
            write.Did(new AuditEntry(CallerKinds.System, null, "loop-escalated", loop.Id,
                JsonSerializer.Serialize(new { kind = loop.Kind, level = step.Level, told = step.Told, due = loop.DueAt }, JsonSerializerOptions.Web)));
        }

        await write.CommitAsync(cancellationToken).ConfigureAwait(false);
        return climbed;
    }
}
