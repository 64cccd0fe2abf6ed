using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry.Import;

/// <summary>One file on its way into the registry. Its state and how far it came stand here, so that it goes on after a restart, exactly once.</summary>
internal sealed class ImportJob
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>As the person called it; nowhere in logs.</summary>
    public required string FileName { get; init; }

    public required long Bytes { get; init; }

    public required int Parts { get; init; }

    /// <summary>One of <see cref="ImportStates"/>.</summary>
    public required string State { get; set; }

    /// <summary>The problem that stopped it; null for none.</summary>
    public string? Refusal { get; set; }

    public int Sheet { get; set; }

    /// <summary>The line that names the columns.</summary>
    public int HeaderLine { get; set; }

    /// <summary>JSON: heading of the file → key of the column. The next file of this kind begins with it.</summary>
    public string? Mapping { get; set; }

    /// <summary>Rows of data; known after the check.</summary>
    public int Total { get; set; }

    /// <summary>Rows of data behind us in the present pass.</summary>
    public int Done { get; set; }

    public int NewRows { get; set; }

    public int SameRows { get; set; }

    public int ChangedRows { get; set; }

    public int DuplicateRows { get; set; }

    public int WrongRows { get; set; }

    /// <summary>JSON: the first faults, without values.</summary>
    public string Faults { get; set; } = "[]";

    /// <summary>Parted by spaces: what the reader should know of the file.</summary>
    public string Notes { get; set; } = "";

    public required Guid? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The node that works on it holds it until then; renewed with every step.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    public Guid? HeldBy { get; set; }

    public Dictionary<string, string> ReadMapping() => Mapping is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(Mapping) ?? [];

    /// <summary>Before the first row again; nobody holds it.</summary>
    public void Restart()
    {
        (Done, NewRows, SameRows, ChangedRows, DuplicateRows, WrongRows) = (0, 0, 0, 0, 0, 0);
        (Faults, HeldBy, HeldUntil) = ("[]", null, null);
    }

    public List<RowFault> ReadFaults() => JsonSerializer.Deserialize<List<RowFault>>(Faults) ?? [];
}

/// <summary>The states of an import, in their order.</summary>
internal static class ImportStates
{
    public const string Uploaded = "uploaded";
    public const string Checking = "checking";
    public const string Checked = "checked";
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";

    /// <summary>The file cannot be read.</summary>
    public const string Refused = "refused";
}

/// <summary>A piece of an uploaded file, encrypted; deleted some days after the import has ended.</summary>
internal sealed record ImportPart(int Owner, Guid Import, int N, byte[] Content);

internal sealed class ImportJobTable : IEntityTypeConfiguration<ImportJob>
{
    public void Configure(EntityTypeBuilder<ImportJob> table)
    {
        table.ToTable("registry_import");
        table.HasKey(i => new { i.Owner, i.Id });
        table.Property(i => i.Kind).HasMaxLength(32);
        table.Property(i => i.FileName).HasMaxLength(400);
        table.Property(i => i.State).HasMaxLength(16);
        table.Property(i => i.Refusal).HasMaxLength(64);
        table.HasIndex(i => new { i.Owner, i.Kind });
    }
}

internal sealed class ImportPartTable : IEntityTypeConfiguration<ImportPart>
{
    public void Configure(EntityTypeBuilder<ImportPart> table)
    {
        table.ToTable("registry_import_part");
        table.HasKey(p => new { p.Owner, p.Import, p.N });
    }
}
