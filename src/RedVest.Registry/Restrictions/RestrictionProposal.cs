using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Proposals;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>A restriction under the two-person rule.</summary>
internal sealed class RestrictionProposal(TimeProvider clock) : IProposalKind
{
    public const string Word = "restriction";

    public string Kind => Word;

    public string Policy => Policies.KeepOrders;

    public async Task<Effect> EffectAsync(RedVestDb db, int owner, string wanted, CancellationToken cancellationToken)
    {
        var order = Read(wanted);
        ActRefusedException.ThrowIf(await Restrict.RefusalAsync(db, owner, order, clock.Now(), cancellationToken));
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Owner == owner && p.Id == order.Person, cancellationToken);
        var trigger = await db.Set<HealthTrigger>().AsNoTracking().SingleAsync(t => t.Owner == owner && t.Id == order.Trigger, cancellationToken);
        var offset = await LocalTime.OffsetAsync(db, owner, cancellationToken);
        return Effect.Of(
            ("name", person.Name is { Length: > 0 } name ? Masking.Name(name) : "—"), ("tail", person.DocumentTail), ("measure", "@measure." + order.Measure),
            ("from", LocalTime.Say(order.StartsAt, offset)), ("until", LocalTime.Say(order.EndsAt, offset)), ("trigger", "@trigger." + trigger.Kind), ("document", trigger.Document),
            ("reason", order.Reason.Trim()));
    }

    public Task DoAsync(RedVestDb db, WriteTransaction write, Agreed agreed, CancellationToken cancellationToken) =>
        Restrict.WriteAsync(db, write, agreed.Id, Read(agreed.Wanted), agreed.ProposedBy, agreed.ProposedAt, agreed.ApprovedBy, cancellationToken);

    private static RestrictionWanted Read(string wanted) => JsonSerializer.Deserialize<RestrictionWanted>(wanted, JsonSerializerOptions.Web)!;
}
