using System.Globalization;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>Where a page of the audit ends: the write and the number in it. Ids of writes are in the order of time.</summary>
internal readonly record struct AuditMark(Guid Write, int N)
{
    private static readonly AuditMark Start = new(Guid.AllBitsSet, 0);

    public static AuditMark Of(AuditRow row) => new(row.Write, row.N);

    /// <summary>Reads the <c>after</c> of a request; null when no page of ours ended so.</summary>
    public static AuditMark? Read(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return Start;
        return after.Split('.') is [var write, var n] && Guid.TryParseExact(write, "N", out var id) && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditMark(id, number)
            : null;
    }

    /// <summary>The lowest id of an instant.</summary>
    public static Guid Lowest(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = Math.Max(0, instant.ToUnixTimeMilliseconds());
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        return new Guid(bytes, bigEndian: true);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Write:N}.{N}");
}
