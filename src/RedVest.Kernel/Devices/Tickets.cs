using System.Buffers.Text;
using System.Globalization;
using System.Text;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;

namespace RedVest.Kernel.Devices;

/// <summary>
/// The server's word on the time, which a device hands back with its records: <c>2026-11-24T09:15:00.123Z.&lt;mac&gt;</c>
/// (docs/protocol.md §3). The device may read the time; it cannot make one up.
/// </summary>
public sealed class Tickets(KeyRing keys, TimeProvider clock)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;
    private const int MacLength = 22; // 16 bytes in base64url

    private readonly TokenMac _mac = new(keys, "ticket");

    /// <summary>A ticket of this moment, cut to whole milliseconds.</summary>
    public string Issue()
    {
        Span<char> ticket = stackalloc char[TimeLength + 1 + MacLength];
        clock.GetUtcNow().TryFormat(ticket, out _, Format, CultureInfo.InvariantCulture);
        ticket[TimeLength] = '.';
        Span<byte> time = stackalloc byte[TimeLength], mac = stackalloc byte[TokenMac.Length];
        Encoding.ASCII.GetBytes(ticket[..TimeLength], time);
        _mac.Write(time, mac);
        Base64Url.EncodeToChars(mac, ticket[(TimeLength + 1)..]);
        return new string(ticket);
    }

    /// <summary>The time a ticket says, or null when this installation never said so.</summary>
    public DateTimeOffset? Verify(string ticket)
    {
        if (ticket.Length != TimeLength + 1 + MacLength || ticket[TimeLength] != '.' || !Ascii.IsValid(ticket)) return null;
        Span<byte> time = stackalloc byte[TimeLength], mac = stackalloc byte[TokenMac.Length];
        Encoding.ASCII.GetBytes(ticket.AsSpan(0, TimeLength), time);
        return Tokens.TryDecode(ticket.AsSpan(TimeLength + 1), mac)
            && _mac.Fits(time, mac)
            && DateTimeOffset.TryParseExact(ticket.AsSpan(0, TimeLength), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said)
            ? said
            : null;
    }
}
