using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Audit;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

/// <summary>What must be true of a database after any accident, whoever caused it.</summary>
internal static class Books
{
    /// <summary>The ids of the records that the database holds.</summary>
    internal static async Task<HashSet<Guid>> StoredAsync(Store store)
    {
        await using var db = store.OpenDb();
        return [.. await db.Set<StoredRecord>().Select(r => r.Id).ToListAsync(RedVestHost.Stop)];
    }

    /// <summary>Everything that was recorded is there once, passages have their people, the feed has no gap, the audit is as it was written.</summary>
    internal static async Task BalanceAsync(Store store, SigningKeys keys, IReadOnlyList<BusyPhone> phones)
    {
        await using var db = store.OpenDb();
        var sent = phones.SelectMany(p => p.All).Order().ToList();
        Assert.Equal(sent, await db.Set<StoredRecord>().Select(r => r.Id).OrderBy(id => id).ToListAsync(RedVestHost.Stop));
        Assert.Equal(sent, await db.Set<LaneEvent>().Select(e => e.Id).OrderBy(id => id).ToListAsync(RedVestHost.Stop));
        Assert.Empty(await db.Set<KeptRecord>().ToListAsync(RedVestHost.Stop));

        var streams = await db.Set<DeviceStream>().ToDictionaryAsync(s => s.Device, RedVestHost.Stop);
        Assert.All(phones, phone => Assert.Equal((phone.All.Count, phone.All.Count), (streams[phone.Device].Contiguous, streams[phone.Device].Highest)));

        var passages = await db.Set<Passage>().ToListAsync(RedVestHost.Stop);
        Assert.Equal(phones.Sum(p => p.Cars), passages.Count);
        Assert.All(passages, passage => Assert.Equal(("release", 1), (passage.Verdict, passage.Persons)));
        var occupants = await db.Set<Occupant>().ToListAsync(RedVestHost.Stop);
        var people = await db.Set<Person>().Select(p => p.Id).ToListAsync(RedVestHost.Stop);
        Assert.Equal(passages.Select(p => p.Id).Order(), occupants.Select(o => o.Passage).Order());
        Assert.Empty(occupants.Select(o => o.Person!.Value).Except(people)); // a card was shown: each is somebody
        Assert.Equal(phones.Sum(p => Math.Min(p.Cars, 40)), people.Count); // nobody was made twice

        foreach (var owner in await db.Set<OwnerState>().ToListAsync(RedVestHost.Stop))
        {
            var feed = await db.Set<FeedRow>().Where(f => f.Owner == owner.Owner).Select(f => f.Number).OrderBy(n => n).ToListAsync(RedVestHost.Stop);
            Assert.Equal(Enumerable.Range(1, (int)owner.FeedNumber).Select(n => (long)n), feed);
        }

        var audit = await new AuditVerifier(store, keys, TimeProvider.System).VerifyAsync(RedVestHost.Stop);
        Assert.Empty(audit.Problems);
        Assert.True(audit.SealCount > 0);
        Assert.Equal(0, audit.UnsealedRows); // the last server was stopped in order
    }
}
