using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The shifts of one day at a post: how each stands.</summary>
public static class ListShifts
{
    public sealed record Answer(DateOnly Day, IReadOnlyList<Row> Rows);

    /// <param name="State">coming, running, ended.</param>
    /// <param name="Seen">Vehicles the lanes' records speak of.</param>
    /// <param name="Uncounted">Lanes with vehicles that nobody else counted.</param>
    /// <param name="Signatures">0, 1 or 2, under the same figures.</param>
    /// <param name="Handover">none, offered, taken, conflict.</param>
    public sealed record Row(
        int Number, DateTimeOffset From, DateTimeOffset Until, string State, int Seen, IReadOnlyList<Difference> Differences, int Uncounted, int Signatures, string Handover,
        int Entries, int OpenIncidents);

    public sealed record Difference(int Lane, string Source, int Size);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken, DateOnly? day = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        var wanted = day ?? book.ShiftAt(post, now).Day;
        var signed = await db.Set<SignedShift>().AsNoTracking().Where(s => s.Owner == me.Owner && s.Checkpoint == id && s.Day == wanted).ToDictionaryAsync(s => s.Number, cancellationToken);
        var handovers = (await db.Set<Handover>().AsNoTracking()
            .Where(h => h.Owner == me.Owner && h.Checkpoint == id && h.Day == wanted && h.WithdrawnAt == null).ToListAsync(cancellationToken)).ToLookup(h => h.Number);
        var rows = new List<Row>();
        for (var number = 1; book.ShiftOf(post, wanted, number) is { } shift; number++)
        {
            var sheets = shift.From > now ? [] : await ReadSheets.RunAsync(db, book, post, shift, cancellationToken);
            var entries = await db.Set<LogEntry>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Checkpoint == id && e.At >= shift.From && e.At < shift.Until)
                .Select(e => e.What == LogWhat.Incident && e.ClosedAt == null).ToListAsync(cancellationToken);
            rows.Add(new Row(
                number, shift.From, shift.Until, ShowShift.StateOf(shift, now), sheets.Sum(s => s.Seen),
                [.. sheets.SelectMany(s => s.Counts.Select(c => new Difference(s.Lane.Number, c.Source, s.Difference(c)))).Where(d => d.Size != 0)],
                sheets.Count(s => s.Seen > 0 && s.Counts.Count == 0), SignaturesOf(signed.GetValueOrDefault(number)), HandoverOf([.. handovers[number]]), entries.Count, entries.Count(open => open)));
        }

        return TypedResults.Ok(new Answer(wanted, rows));
    }

    private static int SignaturesOf(SignedShift? shift) => shift is null ? 0 : shift.IsSigned ? 2 : 1;

    private static string HandoverOf(IReadOnlyList<Handover> standing) => standing switch
    {
        [] => "none",
        [{ TakenAt: null }] => "offered",
        [_] => "taken",
        _ => "conflict",
    };
}
