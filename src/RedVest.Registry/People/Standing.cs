using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.People;

/// <summary>What the lane must know of a person in one read. Only the owning room writes a facet, with the fact it comes from.</summary>
/// <param name="Facet">pool-positive, order-in-force, arrival-not-handed-over …: kebab case, prefixed by nothing; the rules read them by name.</param>
/// <param name="Value">A word the rules know.</param>
/// <param name="AsOf">The instant of the fact; an older one never overwrites a newer.</param>
/// <param name="ValidTo">Computed when deciding, never awaited from a job; null for no end.</param>
/// <param name="Source">The record it comes from.</param>
public sealed record Standing(
    int Owner, Guid Person, string Facet, string Value, DateTimeOffset AsOf, DateTimeOffset? ValidTo, Guid Source)
{
    private const string Overrule = """
        insert into registry_standing (owner, person, facet, value, as_of, valid_to, source) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (owner, person, facet) do update
           set value = excluded.value, as_of = excluded.as_of, valid_to = excluded.valid_to, source = excluded.source
        """;

    private const string Upsert = Overrule + " where registry_standing.as_of < excluded.as_of";

    /// <summary>The value that lifts a facet.</summary>
    public const string Lifted = "no";

    /// <summary>One of each facet, of rows that may be of several entries of one person: what holds before what was lifted, what ends late before what ends early.</summary>
    public static IEnumerable<Standing> Strictest(IEnumerable<Standing> rows) => rows.GroupBy(s => s.Facet).Select(one => one.Aggregate((a, b) => b.IsStricterThan(a) ? b : a));

    /// <summary>Of the same facet. Of two that hold equally long the newer one tells.</summary>
    public bool IsStricterThan(Standing other) =>
        (Value != Lifted, ValidTo ?? DateTimeOffset.MaxValue, AsOf).CompareTo((other.Value != Lifted, other.ValidTo ?? DateTimeOffset.MaxValue, other.AsOf)) > 0;

    /// <summary>Writes the facet in the transaction that stores its fact; ignored when the stored one is as new or newer.</summary>
    /// <param name="overrules">Computed in this transaction from all that is stored, so it counts whatever the clocks of two nodes say.</param>
    public async Task WriteAsync(WriteTransaction write, CancellationToken cancellationToken, bool overrules = false)
    {
        var sql = overrules ? Overrule : Upsert;
        write.Touches("registry_standing");
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            write.Sqlite(sql).Set(Owner, Person, Facet, Value, AsOf, ValidTo, Source).ExecuteNonQuery();
            return;
        }

        await using var command = new NpgsqlCommand(sql, write.Postgres)
        {
            Parameters =
            {
                new() { Value = Owner }, new() { Value = Person }, new() { Value = Facet }, new() { Value = Value },
                new() { Value = AsOf }, new() { Value = (object?)ValidTo ?? DBNull.Value }, new() { Value = Source },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

internal sealed class StandingTable : IEntityTypeConfiguration<Standing>
{
    public void Configure(EntityTypeBuilder<Standing> table)
    {
        table.ToTable("registry_standing");
        table.HasKey(s => new { s.Owner, s.Person, s.Facet });
        table.Property(s => s.Facet).HasMaxLength(64);
        table.Property(s => s.Value).HasMaxLength(64);
    }
}
