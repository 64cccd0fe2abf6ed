using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace RedVest.Kernel.Access;

/// <summary>
/// Counts wrong guesses by address, so that one address cannot try many names or codes. Right answers do not count: a whole post may sit
/// behind one address. Held by each node for itself; locks and spent codes are in the tables.
/// </summary>
internal sealed class Guesses(TimeProvider clock)
{
    private const int MostAddresses = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string What, IPAddress From), (int Count, DateTimeOffset Since)> _wrong = new();

    /// <summary>Seconds to wait before the next guess; 0 when it may come now.</summary>
    /// <param name="what">What is guessed; each has its own count.</param>
    /// <param name="most">Wrong guesses let through in ten minutes.</param>
    public int WaitFor(HttpContext context, string what, int most) =>
        _wrong.TryGetValue(Key(context, what), out var wrong) && wrong.Count >= most && wrong.Since + Window > clock.GetUtcNow()
            ? (int)Math.Ceiling((wrong.Since + Window - clock.GetUtcNow()).TotalSeconds)
            : 0;

    public void CountWrong(HttpContext context, string what)
    {
        var now = clock.GetUtcNow();
        if (_wrong.Count >= MostAddresses)
            Forget(now);
        _wrong.AddOrUpdate(Key(context, what), (1, now), (_, wrong) => wrong.Since + Window > now ? (wrong.Count + 1, wrong.Since) : (1, now));
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, wrong) in _wrong)
        {
            if (wrong.Since + Window <= now)
                _wrong.TryRemove(key, out _);
        }
    }

    /// <summary>An IPv6 household has 2^64 addresses: its network counts as one.</summary>
    private static (string, IPAddress) Key(HttpContext context, string what)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            address = new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]);
        return (what, address);
    }
}
