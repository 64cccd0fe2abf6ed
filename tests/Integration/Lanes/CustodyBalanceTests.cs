using System.Text.Json.Nodes;
using RedVest.Checkpoints.Custody;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>Random days of several phones that work at once, some without a network for a while: nobody is lost, whatever arrives when.</summary>
public sealed class CustodyBalanceTests
{
    private static readonly string[] Verdicts = ["release", "sample-and-go", "sample-and-wait", "hold", "refer", "turn-back"];
    private static readonly string[] YardActs = ["taken", "sampled", "result", "need", "next", "ended"];
    private static readonly string[] TripActs = ["entered", "sealed", "escorted", "loading", "returning", "seal-checked", "exit", "closed"];
    private static readonly string[] Reasons = ["released", "clinic", "turned-back", "home", "left-unseen"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Entered_is_ended_plus_inside_counted_from_links_and_from_state(int seed)
    {
        await using var post = await Post.OpenAsync();
        var random = new Random(seed);
        var phones = new[] { await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync() };
        var outboxes = phones.ToDictionary(p => p, _ => new Queue<JsonObject>());
        var passages = Enumerable.Range(0, 12).Select(_ => post.Clock.NewId()).ToArray();
        var trips = Enumerable.Range(0, 6).Select(_ => post.Clock.NewId()).ToArray();

        for (var act = 0; act < 150; act++)
        {
            var phone = phones[random.Next(phones.Length)];
            foreach (var record in Act(phone, random, passages, trips, post.Clock.Now()))
                outboxes[phone].Enqueue(record);
            if (random.Next(4) == 0)
                await SendAsync(phones[random.Next(phones.Length)], outboxes, random);
        }

        await Task.WhenAll(phones.Select(p => SendAsync(p, outboxes, null)));

        var loops = await post.RowsAsync<Loop>();
        var links = (await post.RowsAsync<LoopLink>()).ToLookup(l => l.Loop);
        Assert.NotEmpty(loops);
        Assert.Equal(links.Select(l => l.Key).Order(), loops.Select(l => l.Id).Order());
        foreach (var kind in (string[])[CustodyKinds.Person, CustodyKinds.Trip])
        {
            var state = loops.Where(l => l.Kind == kind).ToList();
            var entered = links.Count(l => l.First().Kind == kind);
            Assert.Equal(entered, state.Count(l => l.EndedAt is not null) + state.Count(l => l.EndedAt is null));
            Assert.Equal(state.Count(l => l.IsOpen), links.Count(l => l.First().Kind == kind && IsOpen(l)));
            Assert.All(state, l => Assert.True(l.IsOpen ? l.Custodian is not null : l.EndReason is not null));
        }
    }

    /// <summary>Told independently of the fold: the last word that opens or closes counts.</summary>
    private static bool IsOpen(IEnumerable<LoopLink> links)
    {
        var open = false;
        var taken = false;
        foreach (var link in links.OrderBy(l => l.At).ThenBy(l => l.Seq).ThenBy(l => l.Id).ThenBy(l => Steps.Rank(l.Step)))
        {
            open = link.Step switch
            {
                Steps.Ended => false,
                Steps.Taken or Steps.Offered => true,
                Steps.Expected => open || !taken,
                _ => open,
            };
            taken |= link.Step == Steps.Taken;
        }

        return open;
    }

    private static async Task SendAsync(Phone phone, Dictionary<Phone, Queue<JsonObject>> outboxes, Random? random)
    {
        var outbox = outboxes[phone];
        if (outbox.Count == 0)
            return;
        var batch = new List<JsonObject>();
        for (var count = random?.Next(1, outbox.Count + 1) ?? outbox.Count; count > 0; count--)
            batch.Add(outbox.Dequeue());
        var outcomes = (await phone.PushAsync([.. batch])).GetProperty("outcomes").EnumerateArray().Select(Phone.Said).ToList();
        Assert.All(outcomes, said => Assert.Equal("stored", said));
        Assert.All((await phone.PushAsync([.. batch])).GetProperty("outcomes").EnumerateArray().Select(Phone.Said), said => Assert.Equal("already-stored", said));
    }

    private static IEnumerable<JsonObject> Act(Phone phone, Random random, Guid[] passages, Guid[] trips, DateTimeOffset now)
    {
        var passage = passages[random.Next(passages.Length)];
        switch (random.Next(3))
        {
            case 0:
                return [phone.Check(passage), phone.Verdict(passage, Verdicts[random.Next(Verdicts.Length)], "random")];
            case 1:
                return [OfYard(phone, passage, YardActs[random.Next(YardActs.Length)], random, now)];
            default:
                var what = TripActs[random.Next(TripActs.Length)];
                return [TripTests.Trip(phone, trips[random.Next(trips.Length)], what, ("seal", "1"), ("intact", random.Next(2) == 0), ("plate", "晋G8M001"))];
        }
    }

    private static JsonObject OfYard(Phone phone, Guid passage, string what, Random random, DateTimeOffset now) => what switch
    {
        "sampled" => YardTests.Yard(phone, passage, what, ("sample", "antigen"), ("go", random.Next(3) == 0)),
        "result" => YardTests.Yard(phone, passage, what, ("result", random.Next(2) == 0 ? "negative" : "invalid")),
        "need" => YardTests.Yard(phone, passage, what, ("need", "food")),
        "next" => YardTests.Yard(phone, passage, what, ("next", "transfer"), ("dueAt", now.AddHours(1).ToString("O"))),
        "ended" => YardTests.Yard(phone, passage, what, ("reason", Reasons[random.Next(Reasons.Length)])),
        _ => YardTests.Yard(phone, passage, what),
    };
}
