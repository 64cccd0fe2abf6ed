using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>A notice from outside about one person's health: a laboratory's report, a tracing team's letter, another county's request.</summary>
/// <param name="Kind">One of <see cref="TriggerKinds"/>.</param>
/// <param name="Number">As printed on it.</param>
/// <param name="Issuer">Who issued it.</param>
public sealed record HealthDocument(int Owner, Guid Id, Guid Person, string Kind, string Number, string Issuer, DateTimeOffset IssuedAt, Guid EnteredBy, DateTimeOffset EnteredAt)
{
    public const int LongestWord = 90;
}

internal sealed class HealthDocumentTable : IEntityTypeConfiguration<HealthDocument>
{
    public void Configure(EntityTypeBuilder<HealthDocument> table)
    {
        table.ToTable("registry_health_document");
        table.HasKey(d => new { d.Owner, d.Id });
        table.Property(d => d.Kind).HasMaxLength(32);
        table.Property(d => d.Number).HasMaxLength(HealthDocument.LongestWord);
        table.Property(d => d.Issuer).HasMaxLength(HealthDocument.LongestWord);
        table.HasOne<Person>().WithMany().HasForeignKey(d => new { d.Owner, d.Person }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(d => new { d.Owner, d.Person, d.Issuer, d.Number }).IsUnique();
    }
}

/// <summary>Documents as evidence.</summary>
internal sealed class DocumentEvidence : IHealthEvidence
{
    public const string Word = "document";

    public string Source => Word;

    public async Task<IReadOnlySet<Guid>> HoldingAsync(RedVestDb db, int owner, IReadOnlyCollection<HealthTrigger> triggers, CancellationToken cancellationToken)
    {
        var ids = triggers.Select(t => t.Evidence).ToArray();
        var documents = await db.Set<HealthDocument>().AsNoTracking().Where(d => d.Owner == owner && ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        return triggers.Where(t => documents.TryGetValue(t.Evidence, out var d) && d.Person == t.Person && d.Kind == t.Kind && d.IssuedAt == t.SeenAt).Select(t => t.Id).ToHashSet();
    }
}
