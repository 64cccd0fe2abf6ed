using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Loops;

/// <summary>
/// Random histories of many givers and takers at once, their links late, doubled and out of order, some riding in others: whatever arrives when, the
/// rows say what the links say, and whoever entered has ended or is inside.
/// </summary>
public sealed class LoopHistoryTests
{
    private const string Kind = "test";
    private const int Loops = 24;
    private const int Writers = 6;
    private static readonly string[] AllSteps = [Steps.Offered, Steps.Expected, Steps.Taken, Steps.Taken, Steps.Returned, Steps.Moved, Steps.HandedOver, Steps.Boarded, Steps.Boarded, Steps.Alighted, Steps.Ended];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_arrives_when_rows_and_links_agree(int seed)
    {
        await using var post = await Post.OpenAsync();
        var store = post.Host.Services.GetRequiredService<Store>();
        var random = new Random(seed);
        var loops = Enumerable.Range(0, Loops).Select(_ => post.Clock.NewId()).ToArray();
        var start = post.Clock.Now().AddHours(-10);
        foreach (var loop in loops)
            await SayAsync(store, post.Checkpoint, [new Said(post.Clock.NewId(), loop, Steps.Offered, null, start, 0)]);

        var said = Enumerable.Range(1, 360).Select(n => Some(random, post, loops, start, n)).ToArray();
        random.Shuffle(said);
        await Task.WhenAll(said.Chunk(said.Length / Writers).Select(async (mine, writer) =>
        {
            var own = new Random((seed * 100) + writer);
            for (var from = 0; from < mine.Length;)
            {
                var some = mine[from..Math.Min(mine.Length, from + own.Next(1, 6))];
                await SayAsync(store, post.Checkpoint, some);
                if (own.Next(3) == 0)
                    await SayAsync(store, post.Checkpoint, some); // its answer was lost: sent again
                from += some.Length;
            }
        }));

        await AssertAgreesAsync(post, store);
    }

    /// <summary>Told without batches: all links of a loop and its carriers, folded once in the end.</summary>
    private static async Task AssertAgreesAsync(Post post, Store store)
    {
        var rows = (await post.RowsAsync<Loop>()).Where(l => l.Kind == Kind).ToList();
        var links = (await post.RowsAsync<LoopLink>()).ToLookup(l => l.Loop);
        Assert.Equal(Loops, rows.Count);
        Assert.Contains(rows, l => l.RidesIn is not null);
        Assert.Contains(rows, l => !l.IsOpen);
        var riding = new Riding(id => [.. links[id]]);
        foreach (var row in rows)
        {
            var told = new Loop { Owner = row.Owner, Id = row.Id, Kind = Kind };
            LoopFold.Fold(told, riding.LinksOf(row.Id));
            Assert.Equal(
                (told.Custodian, told.Since, told.OpenedAt, told.TakenAt, told.RidesIn, told.EndedAt, told.EndReason),
                (row.Custodian, row.Since, row.OpenedAt, row.TakenAt, row.RidesIn, row.EndedAt, row.EndReason));
            Assert.Equal(row.IsOpen, row.Custodian is not null);
        }

        var counted = Assert.Single(await LoopBalanceSql.CountAsync(store, Post.Owner, post.Clock.Now(), RedVestHost.Stop), b => b.Kind == Kind);
        Assert.Equal((Loops, 0, 0), (counted.Entered, counted.Difference, counted.Differing));
        Assert.Equal(rows.Count(l => l.IsOpen), counted.Inside);
    }

    private readonly record struct Said(Guid Id, Guid Loop, string Step, Guid? Carrier, DateTimeOffset At, int N);

    private static Said Some(Random random, Post post, Guid[] loops, DateTimeOffset start, int n)
    {
        var step = AllSteps[random.Next(AllSteps.Length)];
        var at = random.Next(loops.Length);
        // Boxes are the first few; they ride in each other only upwards, as a box in a car.
        var carrier = step == Steps.Boarded && at > 0 ? loops[random.Next(Math.Min(at, 5))] : (Guid?)null;
        return new Said(post.Clock.NewId(), loops[at], step == Steps.Boarded && carrier is null ? Steps.Moved : step, carrier, start.AddMinutes(random.Next(500)), n);
    }

    private static async Task SayAsync(Store store, Guid place, Said[] said)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await TryAsync(store, place, said);
                return;
            }
            catch (Exception lost) when (tries < 50 && Races.WasLost(lost))
            {
                // Somebody else wrote the same loop first, or both waited for each other: read again.
            }
        }
    }

    private static async Task TryAsync(Store store, Guid place, Said[] said)
    {
        await using var write = await store.BeginAsync(Post.Owner, WriteLane.Lane, RedVestHost.Stop);
        var batch = await LoopBatch.ReadAsync(write, said.SelectMany(s => new[] { s.Loop, s.Carrier ?? s.Loop }).Distinct(), RedVestHost.Stop);
        foreach (var s in said)
        {
            var loop = batch.Of(s.Loop, Kind);
            if (loop.Links.Any(l => l.Id == s.Id))
                continue; // a record that is stored says nothing twice
            batch.Add(loop, new LinkBy(s.Id, s.At, Seq: s.N), s.Step, place, new LinkSaid(
                Giver: s.Step == Steps.Offered ? "lane:1" : null, Taker: $"staff:{s.N}", Reason: s.Step == Steps.Ended ? "done" : s.Step, Carrier: s.Carrier));
        }

        batch.Write();
        await write.CommitAsync(RedVestHost.Stop);
    }
}
