using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Proposals;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>A new outbreak, as the order describes it.</summary>
public sealed record OutbreakWanted(string Disease, DisplayName Name, string LegalBasis, string Area, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string SourceText)
{
    internal Outbreak ToOutbreak(int owner, Guid id) => new()
    {
        Owner = owner,
        Id = id,
        Disease = Disease,
        NameZh = Name.Zh,
        NameEn = Name.En,
        LegalBasis = LegalBasis,
        Area = Area,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        SourceText = SourceText,
    };
}

/// <summary>Another end for an outbreak.</summary>
/// <param name="Until">Null: now.</param>
/// <param name="Reason">Published.</param>
public sealed record OutbreakEndWanted(Guid Outbreak, DateTimeOffset? Until, string Reason);

/// <summary>Opening an outbreak under the two-person rule.</summary>
internal sealed class OpenOutbreakProposal : IProposalKind
{
    public const string Word = "outbreak-open";

    public string Kind => Word;

    public string Policy => Policies.KeepOrders;

    public async Task<Effect> EffectAsync(RedVestDb db, int owner, string wanted, CancellationToken cancellationToken)
    {
        var outbreak = Read(wanted).ToOutbreak(owner, Guid.Empty);
        ActRefusedException.ThrowIf(OpenOutbreak.Refusal(outbreak));
        var offset = await LocalTime.OffsetAsync(db, owner, cancellationToken);
        return Effect.Of(
            ("name", outbreak.NameZh), ("disease", outbreak.Disease), ("area", outbreak.Area), ("basis", outbreak.LegalBasis), ("from", LocalTime.Say(outbreak.StartsAt, offset)),
            ("until", LocalTime.Say(outbreak.EndsAt, offset)));
    }

    public Task DoAsync(RedVestDb db, WriteTransaction write, Agreed agreed, CancellationToken cancellationToken)
    {
        db.Add(Read(agreed.Wanted).ToOutbreak(write.Owner, agreed.Id));
        write.RaiseRevision();
        return Task.CompletedTask;
    }

    private static OutbreakWanted Read(string wanted) => JsonSerializer.Deserialize<OutbreakWanted>(wanted, JsonSerializerOptions.Web)!;
}

/// <summary>Renewing an outbreak, or closing it, under the two-person rule.</summary>
internal sealed class OutbreakEndProposal(TimeProvider clock) : IProposalKind
{
    public const string Word = "outbreak-end";

    public string Kind => Word;

    public string Policy => Policies.KeepOrders;

    public async Task<Effect> EffectAsync(RedVestDb db, int owner, string wanted, CancellationToken cancellationToken)
    {
        var (end, now) = (Read(wanted), clock.Now());
        var outbreak = await db.Set<Outbreak>().AsNoTracking().SingleOrDefaultAsync(o => o.Owner == owner && o.Id == end.Outbreak, cancellationToken)
            ?? throw new ActRefusedException("not-found");
        ActRefusedException.ThrowIf(ChangeOutbreak.Refusal(outbreak, end.Until ?? now, end.Reason, now));
        var restricted = await db.Set<Restriction>().CountAsync(r => r.Owner == owner && r.Outbreak == outbreak.Id && r.EndedAt == null && r.EndsAt > now, cancellationToken);
        var offset = await LocalTime.OffsetAsync(db, owner, cancellationToken);
        return Effect.Of(
            ("name", outbreak.NameZh), ("until", end.Until is { } until ? LocalTime.Say(until, offset) : "@outbreak.now"), ("reason", end.Reason.Trim())) with
        {
            Counts = new Dictionary<string, string> { ["restricted"] = restricted.ToString(CultureInfo.InvariantCulture) },
        };
    }

    public Task DoAsync(RedVestDb db, WriteTransaction write, Agreed agreed, CancellationToken cancellationToken)
    {
        var end = Read(agreed.Wanted);
        return ChangeOutbreak.WriteAsync(db, write, end.Outbreak, end.Until ?? write.At, end.Reason, agreed.ProposedBy, agreed.ApprovedBy, cancellationToken);
    }

    private static OutbreakEndWanted Read(string wanted) => JsonSerializer.Deserialize<OutbreakEndWanted>(wanted, JsonSerializerOptions.Web)!;
}
