using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Proposals;
using RedVest.Kernel.Storage;
using RedVest.Registry.Register;

namespace RedVest.Registry.Restrictions;

/// <summary>Where a county looks at its outbreaks and restrictions, enters evidence, proposes orders and lifts them.</summary>
internal static class OrderDesk
{
    private const int Most = 200;

    /// <param name="Changes">Renewals and the close, newest first.</param>
    public sealed record OutbreakRow(
        Guid Id, string Disease, DisplayName Name, string LegalBasis, string Area, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool InForce, DateTimeOffset? ClosedAt,
        IReadOnlyList<OutbreakChange> Changes);

    /// <param name="Before">When it would have ended.</param>
    public sealed record OutbreakChange(DateTimeOffset At, DateTimeOffset Before, DateTimeOffset After, string Reason, string DecidedBy, string ApprovedBy);

    /// <param name="Until">When it stops counting: the first of its own end, its trigger's and its outbreak's.</param>
    /// <param name="Trigger">The kind of the finding.</param>
    public sealed record RestrictionRow(
        Guid Id, Guid Person, string? Name, string Tail, string Measure, string Reason, string Trigger, string Document, DateTimeOffset StartsAt, DateTimeOffset Until, bool InForce,
        string? EndReason, string DecidedBy, string ApprovedBy);

    /// <param name="Number">As printed on the document.</param>
    /// <param name="LiveUntil">From when on it justifies nothing.</param>
    public sealed record DocumentRequest(Guid Person, string Kind, string Number, string Issuer, DateTimeOffset IssuedAt, DateTimeOffset LiveUntil);

    /// <param name="Id">The trigger's.</param>
    public sealed record TriggerRow(Guid Id, string Kind, string Document, DateTimeOffset SeenAt, DateTimeOffset LiveUntil, bool Live);

    internal static async Task<Ok<OutbreakRow[]>> OutbreaksAsync(RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var outbreaks = await db.Set<Outbreak>().AsNoTracking().Where(o => o.Owner == me.Owner).OrderByDescending(o => o.StartsAt).Take(Most).ToListAsync(cancellationToken);
        var changes = await db.Set<OutbreakRenewal>().AsNoTracking().Where(r => r.Owner == me.Owner).OrderByDescending(r => r.At).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, changes.SelectMany(c => (Guid[])[c.DecidedBy, c.ApprovedBy]), cancellationToken);
        var now = clock.Now();
        return TypedResults.Ok(outbreaks.Select(o => new OutbreakRow(
            o.Id, o.Disease, new DisplayName(o.NameZh, o.NameEn), o.LegalBasis, o.Area, o.StartsAt, o.EndsAt, o.IsInForceAt(now), o.ClosedAt,
            [.. changes.Where(c => c.Outbreak == o.Id).Select(c => new OutbreakChange(c.At, c.Before, c.After, c.Reason, names[c.DecidedBy], names[c.ApprovedBy]))])).ToArray());
    }

    internal static async Task<Ok<RestrictionRow[]>> RestrictionsAsync(RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken, Guid? person = null, bool ended = false)
    {
        var now = clock.Now();
        var rows = await (from r in db.Set<Restriction>().AsNoTracking()
                          join t in db.Set<HealthTrigger>() on new { r.Owner, Id = r.Trigger } equals new { t.Owner, t.Id }
                          join o in db.Set<Outbreak>() on new { r.Owner, Id = r.Outbreak } equals new { o.Owner, o.Id }
                          join p in PeopleSeen.By(db, me) on new { r.Owner, Id = r.Person } equals new { p.Owner, p.Id }
                          where r.Owner == me.Owner && (person == null || r.Person == person) && (ended || (r.EndedAt == null && r.EndsAt > now && t.LiveUntil > now && o.EndsAt > now))
                          orderby r.Id descending
                          select new { r, t, o, p.Name, p.DocumentTail }).Take(Most).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, rows.SelectMany(x => (Guid[])[x.r.DecidedBy, x.r.ApprovedBy]), cancellationToken);
        return TypedResults.Ok(rows.Select(x => (x.r, x.t, x.Name, x.DocumentTail, Until: x.r.Until(x.t, x.o))).Select(x => new RestrictionRow(
            x.r.Id, x.r.Person, string.IsNullOrWhiteSpace(x.Name) ? null : Masking.Name(x.Name), x.DocumentTail, x.r.Measure, x.r.Reason, x.t.Kind, x.t.Document, x.r.StartsAt, x.Until,
            x.r.StartsAt <= now && now < x.Until, x.r.EndReason, names[x.r.DecidedBy], names[x.r.ApprovedBy])).ToArray());
    }

    internal static async Task<Ok<TriggerRow[]>> TriggersAsync(Guid id, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var triggers = await db.Set<HealthTrigger>().AsNoTracking()
            .Where(t => t.Owner == me.Owner && t.Person == id && PeopleSeen.By(db, me).Any(p => p.Id == t.Person)).OrderByDescending(t => t.Id).Take(Most).ToListAsync(cancellationToken);
        return TypedResults.Ok(triggers.Select(t => new TriggerRow(t.Id, t.Kind, t.Document, t.SeenAt, t.LiveUntil, t.IsLiveAt(now))).ToArray());
    }

    /// <summary>Enters a document about one person; it becomes a trigger.</summary>
    internal static async Task<Results<Ok<TriggerRow>, ProblemHttpResult>> EnterAsync(DocumentRequest request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (DocumentRefusal(request, now) is { } code)
            return Problems.Refuse(StatusCodes.Status400BadRequest, code);
        if (!await PeopleSeen.By(db, me).AnyAsync(p => p.Id == request.Person, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var (number, issuer) = (request.Number.Trim(), request.Issuer.Trim());
        var document = new HealthDocument(me.Owner, clock.NewId(), request.Person, request.Kind, number, issuer, request.IssuedAt, me.Id!.Value, now);
        var trigger = new HealthTrigger
        {
            Owner = me.Owner,
            Id = clock.NewId(),
            Person = request.Person,
            Kind = request.Kind,
            Source = DocumentEvidence.Word,
            Evidence = document.Id,
            Document = $"{issuer} {number}",
            SeenAt = request.IssuedAt,
            LiveUntil = request.LiveUntil,
            RecordedAt = now,
            RecordedBy = me.Id,
        };
        var entered = await db.WriteAsync(me.Owner, me.Did("health-document-entered", trigger.Id, new { request.Kind }), async _ =>
        {
            if (await db.Set<HealthDocument>().AnyAsync(d => d.Owner == me.Owner && d.Person == request.Person && d.Issuer == issuer && d.Number == number, cancellationToken))
                return false;
            db.Add(document);
            await HealthTriggers.AddAsync(db, trigger, cancellationToken);
            return true;
        }, cancellationToken);
        return entered
            ? TypedResults.Ok(new TriggerRow(trigger.Id, trigger.Kind, trigger.Document, trigger.SeenAt, trigger.LiveUntil, trigger.IsLiveAt(now)))
            : Problems.Refuse(StatusCodes.Status409Conflict, "document-known");
    }

    internal static Task<Results<Ok<ProposalDesk.Waiting>, ProblemHttpResult>> ProposeAsync(RestrictionWanted wanted, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        WaitAsync(() => box.ProposeAsync(me, RestrictionProposal.Word, wanted.Person, wanted, cancellationToken));

    internal static Task<Results<Ok<ProposalDesk.Waiting>, ProblemHttpResult>> ProposeOpenAsync(OutbreakWanted wanted, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        WaitAsync(() => box.ProposeAsync(me, OpenOutbreakProposal.Word, null, wanted, cancellationToken));

    internal static Task<Results<Ok<ProposalDesk.Waiting>, ProblemHttpResult>> ProposeEndAsync(OutbreakEndWanted wanted, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        WaitAsync(() => box.ProposeAsync(me, OutbreakEndProposal.Word, wanted.Outbreak, wanted, cancellationToken));

    internal static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(Guid id, Reasons.Request request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        try
        {
            await Restrict.LiftAsync(db, me, id, request.Reason.Trim(), cancellationToken);
            return TypedResults.NoContent();
        }
        catch (ActRefusedException refused)
        {
            return ProposalDesk.Problem(refused);
        }
    }

    private static async Task<Results<Ok<ProposalDesk.Waiting>, ProblemHttpResult>> WaitAsync(Func<Task<ProposalBox.Seen>> propose)
    {
        try
        {
            return TypedResults.Ok(ProposalDesk.Waiting.Of(await propose()));
        }
        catch (ActRefusedException refused)
        {
            return ProposalDesk.Problem(refused);
        }
    }

    private static string? DocumentRefusal(DocumentRequest request, DateTimeOffset now) =>
        !TriggerKinds.All.Contains(request.Kind) ? "trigger-kind-unknown"
        : request.Number.Trim().Length is 0 or > HealthDocument.LongestWord || request.Issuer.Trim().Length is 0 or > HealthDocument.LongestWord ? "document-words-wrong"
        : request.IssuedAt > now || request.LiveUntil <= now || request.LiveUntil <= request.IssuedAt || request.LiveUntil - request.IssuedAt > HealthTrigger.LongestLife ? "document-period-wrong"
        : null;

    private static Task<Dictionary<Guid, string>> NamesAsync(RedVestDb db, IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        var ids = people.Distinct().ToArray();
        return db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
    }
}
