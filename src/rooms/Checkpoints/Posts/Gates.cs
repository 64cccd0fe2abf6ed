using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Posts;

/// <summary>A template an owner made. Never changed: another wish is another version.</summary>
internal sealed class Gate
{
    public required int Owner { get; init; }

    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary><see cref="GateTemplate"/> as JSON.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? ByUser { get; init; }
}

/// <summary>From when on a post asks by which template. What stood before stays on record.</summary>
internal sealed class PostGate
{
    public required int Owner { get; init; }

    public required Guid CheckpointId { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Null: from then on nothing beyond the pack's own evidence is asked.</summary>
    public string? GateId { get; set; }

    public int? GateVersion { get; set; }

    public Guid? ByUser { get; set; }
}

internal sealed class GateTable : IEntityTypeConfiguration<Gate>
{
    public void Configure(EntityTypeBuilder<Gate> table)
    {
        table.ToTable("checkpoints_gate");
        table.HasKey(g => new { g.Owner, g.Id, g.Version });
        table.Property(g => g.Id).HasMaxLength(GateTemplate.LongestId);
    }
}

internal sealed class PostGateTable : IEntityTypeConfiguration<PostGate>
{
    public void Configure(EntityTypeBuilder<PostGate> table)
    {
        table.ToTable("checkpoints_post_gate");
        table.HasKey(g => new { g.Owner, g.CheckpointId, g.From });
        table.Property(g => g.GateId).HasMaxLength(GateTemplate.LongestId);
        table.HasOne<Checkpoint>().WithMany().HasForeignKey(g => new { g.Owner, g.CheckpointId }).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The templates that come with the program (<c>data/gates</c>).</summary>
public static class ShippedGates
{
    private static readonly Lazy<IReadOnlyList<GateTemplate>> Read = new(ReadAll);

    public static IReadOnlyList<GateTemplate> All => Read.Value;

    private static GateTemplate[] ReadAll()
    {
        var assembly = typeof(ShippedGates).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith("gates/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var file = new StreamReader(assembly.GetManifestResourceStream(name)!); // it was just named
            return GateText.Read(file.ReadToEnd());
        })];
    }
}

/// <summary>The templates of one owner and which of them each post asks by, as of one revision. Immutable.</summary>
internal sealed class GateBook
{
    public static readonly GateBook Empty = new([], []);

    private readonly Dictionary<(string, int), GateTemplate> _gates;
    private readonly ILookup<Guid, PostGate> _posts;

    public GateBook(IEnumerable<GateTemplate> own, IEnumerable<PostGate> posts)
    {
        _gates = ShippedGates.All.ToDictionary(g => (g.Id, g.Version));
        foreach (var gate in own)
            _gates[(gate.Id, gate.Version)] = gate; // what the owner has under a number stays what it was, whatever a later program ships
        _posts = posts.OrderBy(p => p.From).ToLookup(p => p.CheckpointId);
    }

    /// <summary>By id, the newest version first.</summary>
    public IEnumerable<GateTemplate> All => _gates.Values.OrderBy(g => g.Id, StringComparer.Ordinal).ThenByDescending(g => g.Version);

    /// <summary>A template as a record names it; null when this owner never had it.</summary>
    public GateTemplate? Find(string? id, int? version) => id is not null && version is { } v ? _gates.GetValueOrDefault((id, v)) : null;

    /// <summary>What a post asks by, from each instant on, in order: what holds at an instant first.</summary>
    public IEnumerable<(DateTimeOffset From, GateTemplate? Gate)> From(Guid post, DateTimeOffset at)
    {
        var all = _posts[post].ToList();
        var now = all.FindLastIndex(p => p.From <= at);
        return all.Skip(Math.Max(0, now)).Select(p => (p.From, Find(p.GateId, p.GateVersion)));
    }

    /// <summary>The template a post asks by at an instant; null: none.</summary>
    public GateTemplate? At(Guid post, DateTimeOffset at) => From(post, at).FirstOrDefault() is var (from, gate) && from <= at ? gate : null;
}
