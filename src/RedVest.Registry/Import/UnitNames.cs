using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Import;

/// <summary>The organisations of an owner by name, for columns that name one.</summary>
internal sealed class UnitNames
{
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);

    public static async Task<UnitNames> OfAsync(ImportGround ground, CancellationToken cancellationToken)
    {
        var names = new UnitNames();
        await foreach (var unit in ground.Db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == ground.Owner && o.EndedAt == null)
            .Select(o => new { o.Id, o.NameZh, o.NameEn }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            names.Add(unit.NameZh, unit.Id);
            names._ids.TryAdd(Narrow.Form(unit.NameEn), unit.Id);
        }

        return names;
    }

    public void Add(string name, Guid id) => _ids[Narrow.Form(name)] = id;

    public Guid? Of(string name) => _ids.TryGetValue(Narrow.Form(name), out var id) ? id : null;

    /// <summary>The unit a column names; null when it names none, or an unknown one: then that is a fault.</summary>
    public Guid? Find(RowReader row, string column)
    {
        if (row.Text(column) is not { } said)
            return null;
        var id = Of(said);
        if (id is null)
            row.Refuse(column, "organisation-unknown");
        return id;
    }
}

/// <summary>Keys by which two rows of a file are known as one.</summary>
internal static class Keys
{
    public static Guid Of(string kind, string said) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(kind + "\n" + Narrow.Form(said))).AsSpan(0, 16), bigEndian: true);
}
