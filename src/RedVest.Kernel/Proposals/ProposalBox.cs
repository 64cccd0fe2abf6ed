using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Proposals;

/// <summary>The two-person rule: propose, approve by somebody else, refuse, take back, run out. Both see the effect before it happens.</summary>
public sealed class ProposalBox(RedVestDb db, KeyRing keys, IEnumerable<IProposalKind> kinds, TimeProvider clock)
{
    private const string Table = "kernel_proposal";

    /// <summary>What somebody would see and do by this id.</summary>
    public sealed record Seen(Proposal Row, Effect Effect);

    /// <summary>Stores what the caller wants. Nothing else happens.</summary>
    /// <param name="subject">The record it is about.</param>
    /// <exception cref="ActRefusedException">It cannot be done, or the caller may not propose it.</exception>
    public async Task<Seen> ProposeAsync<T>(Caller me, string kind, Guid? subject, T wanted, CancellationToken cancellationToken)
    {
        var (act, person) = (KindOf(kind), me.Id ?? throw new ActRefusedException("second-person-needed"));
        ActRefusedException.ThrowIf(May(me, act) ? null : "not-allowed");
        var text = JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web);
        var effect = await act.EffectAsync(db, me.Owner, text, cancellationToken);
        var (id, now) = (clock.NewId(), clock.Now());
        var row = new Proposal
        {
            Owner = me.Owner,
            Id = id,
            Kind = kind,
            Subject = subject,
            Wanted = Seal(me.Owner, id, "wanted", text),
            Effect = Seal(me.Owner, id, "effect", JsonSerializer.Serialize(effect)),
            ProposedBy = person,
            ProposedAt = now,
            ExpiresAt = now + Proposal.Life,
        };
        await db.WriteAsync(me.Owner, me.Did("proposed", id, new { kind, subject }), () => db.Add(row), cancellationToken);
        return new Seen(row, effect);
    }

    /// <summary>The second person agrees: done in this transaction, exactly as it was shown.</summary>
    /// <exception cref="ActRefusedException">Unknown, answered, run out, the same person, or not what was shown any more.</exception>
    public Task ApproveAsync(Caller me, Guid id, CancellationToken cancellationToken) => AnswerAsync(me, id, ProposalOutcomes.Approved, null, async (write, row, act) =>
    {
        ActRefusedException.ThrowIf(row.ProposedBy == me.Id ? "second-person-needed" : null);
        var wanted = Open(row, "wanted", row.Wanted);
        var effect = await act.EffectAsync(db, row.Owner, wanted, cancellationToken);
        ActRefusedException.ThrowIf(effect.IsSame(EffectOf(row)) ? null : "effect-changed");
        await act.DoAsync(db, write, new Agreed(id, wanted, row.ProposedBy, row.ProposedAt, me.Id!.Value), cancellationToken);
    }, cancellationToken);

    /// <summary>The second person does not agree.</summary>
    /// <inheritdoc cref="ApproveAsync" path="/exception"/>
    public Task RefuseAsync(Caller me, Guid id, string reason, CancellationToken cancellationToken) => AnswerAsync(me, id, ProposalOutcomes.Refused, reason, (_, row, _) =>
    {
        ActRefusedException.ThrowIf(row.ProposedBy == me.Id ? "second-person-needed" : null);
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>Who proposed it takes it back.</summary>
    /// <inheritdoc cref="ApproveAsync" path="/exception"/>
    public Task CancelAsync(Caller me, Guid id, CancellationToken cancellationToken) => AnswerAsync(me, id, ProposalOutcomes.Cancelled, null, (_, row, _) =>
    {
        ActRefusedException.ThrowIf(row.ProposedBy == me.Id ? null : "not-found");
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>Those that the caller may answer or has made, newest first.</summary>
    /// <param name="open">Only those that wait.</param>
    public async Task<List<Seen>> ListAsync(Caller me, bool open, int most, CancellationToken cancellationToken)
    {
        var (now, mine) = (clock.Now(), kinds.Where(k => May(me, k)).Select(k => k.Kind).ToArray());
        var rows = await db.Set<Proposal>().AsNoTracking().Where(p => p.Owner == me.Owner && mine.Contains(p.Kind) && (!open || (p.Outcome == null && p.ExpiresAt > now)))
            .OrderByDescending(p => p.Id).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Seen(row, EffectOf(row)));
    }

    private async Task AnswerAsync(
        Caller me, Guid id, string outcome, string? reason, Func<WriteTransaction, Proposal, IProposalKind, Task> then, CancellationToken cancellationToken)
    {
        var kind = await db.Set<Proposal>().AsNoTracking().Where(p => p.Owner == me.Owner && p.Id == id).Select(p => p.Kind).SingleOrDefaultAsync(cancellationToken);
        try
        {
            await db.WriteAsync(me.Owner, me.Did(outcome == ProposalOutcomes.Approved ? "proposal-approved" : outcome == ProposalOutcomes.Refused ? "proposal-refused" : "proposal-cancelled", id, new { kind }), async write =>
            {
                if (db.Store.Provider == StorageProvider.Postgres) // on SQLite the gate lets in one writer
                    await db.Database.ExecuteSqlAsync($"select 1 from kernel_proposal where owner = {me.Owner} and id = {id} for update", cancellationToken);
                var row = await db.Set<Proposal>().SingleOrDefaultAsync(p => p.Owner == me.Owner && p.Id == id, cancellationToken) ?? throw new ActRefusedException("not-found");
                var act = KindOf(row.Kind);
                ActRefusedException.ThrowIf(!May(me, act) ? "not-found" : row.IsOpenAt(write.At) ? null : "proposal-over");
                await then(write, row, act);
                (row.Outcome, row.AnsweredBy, row.AnsweredAt, row.Reason) = (outcome, me.Id, write.At, reason);
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }, cancellationToken);
        }
        catch (ActRefusedException refused) when (refused.Code != "not-found")
        {
            db.ChangeTracker.Clear();
            await db.WriteAsync(me.Owner, me.Did("proposal-answer-refused", id, new { kind, outcome, code = refused.Code }), () => { }, cancellationToken);
            throw;
        }
    }

    private IProposalKind KindOf(string kind) => kinds.Single(k => k.Kind == kind);

    /// <summary>By the grants that the kind's policy asks for; they have to reach over the whole owner.</summary>
    private static bool May(Caller me, IProposalKind kind) =>
        me.Id is not null && Scope.Of(me.Grants.Where(g => Policies.Table[kind.Policy].Roles.Contains(g.Role))).CoversOwner(me.Owner);

    private Effect EffectOf(Proposal row) => JsonSerializer.Deserialize<Effect>(Open(row, "effect", row.Effect))!;

    private byte[] Seal(int owner, Guid id, string column, string text) => keys.Encrypt(Table, column, id, owner, text);

    private string Open(Proposal row, string column, byte[] value) => keys.DecryptText(Table, column, row.Id, row.Owner, value);
}
