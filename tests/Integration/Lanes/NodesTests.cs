using System.Net;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>Two servers on one database: whatever they are sent at the same time, every record is there once and nothing is lost.</summary>
public sealed class NodesTests
{
    private const string OneServer = "A SQLite file is served by one process.";

    [Fact]
    public async Task The_same_records_sent_to_both_nodes_at_once_are_stored_once()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, OneServer);
        await using var post = await Post.OpenAsync();
        await using var other = await post.Host.StartNodeAsync();
        var phone = await post.EnrolAsync();
        var bodies = Enumerable.Range(0, 12).Select(i => phone.Body(A_car(post, phone, FormattableString.Invariant($"晋G{i:D5}")))).ToList();

        var said = await Task.WhenAll(bodies.SelectMany(body => new[] { SendAsync(phone, body, post.Host), SendAsync(phone, body, other) }));

        Assert.All(said.SelectMany(s => s), outcome => Assert.True(outcome is "stored" or "already-stored", outcome));
        Assert.Equal(24, said.SelectMany(s => s).Count(outcome => outcome == "stored"));
        await AssertWholeAsync(post, records: 24, passages: 12);
        Assert.Equal("1-24", Assert.Single(await post.RowsAsync<DeviceStream>()).Ranges);
    }

    [Fact]
    public async Task A_person_and_a_plate_that_both_nodes_meet_first_at_once_become_one()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, OneServer);
        await using var post = await Post.OpenAsync();
        await using var other = await post.Host.StartNodeAsync();
        Phone[] phones = [await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync()];
        for (var round = 0; round < 5; round++)
        {
            var plate = FormattableString.Invariant($"晋G7770{round}");
            var said = await Task.WhenAll(phones.Select((phone, i) => SendAsync(phone, phone.Body(A_car(post, phone, plate)), i % 2 == 0 ? post.Host : other)));
            Assert.All(said.SelectMany(s => s), outcome => Assert.Equal("stored", outcome));
        }

        await AssertWholeAsync(post, records: 40, passages: 20);
        var person = Assert.Single(await post.RowsAsync<Person>());
        Assert.All(await post.RowsAsync<Occupant>(), o => Assert.Equal(person.Id, o.Person));
        Assert.Equal(5, (await post.RowsAsync<Vehicle>()).Count);
    }

    [Fact]
    public async Task Corrections_of_one_record_through_both_nodes_leave_one_and_lose_no_verdict()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, OneServer);
        await using var post = await Post.OpenAsync();
        await using var other = await post.Host.StartNodeAsync();
        var (one, two) = (await post.EnrolAsync(), await post.EnrolAsync());
        using var office = await post.Host.SignInAsync(Role.PostHead);
        for (var round = 0; round < 6; round++)
        {
            var passage = post.Clock.NewId();
            var check = one.Check(passage);
            await one.PushAsync(check);
            JsonObject Correction(Phone phone) => phone.Record("checkpoints.correction", passage, new JsonObject
            {
                ["corrects"] = check["id"]!.GetValue<Guid>(),
                ["changes"] = new JsonObject { ["category"] = "freight" },
                ["reason"] = "wrong button",
            });

            var fromLanes = Task.WhenAll(
                SendAsync(one, one.Body(Correction(one)), post.Host),
                SendAsync(two, two.Body(Correction(two)), other),
                SendAsync(two, two.Body(two.Verdict(passage)), other));
            using var fromOffice = await office.PostAsync($"/api/v1/passages/{passage}/corrections", CorrectionSaid.Of(post, check));
            var said = (await fromLanes).Select(s => s[0]).ToArray();

            Assert.Equal("stored", said[2]);
            var winners = said.Take(2).Count(s => s == "stored") + (fromOffice.StatusCode == HttpStatusCode.Created ? 1 : 0);
            Assert.Equal(1, winners);
            Assert.All(said.Take(2).Where(s => s != "stored"), s => Assert.Equal("conflict:corrected-twice", s));
            var row = Assert.Single(await post.RowsAsync<Passage>(), p => p.Id == passage);
            Assert.Equal(("release", "freight", true, 1), (row.Verdict, row.Category, row.Corrected, row.Persons));
        }

        await AssertWholeAsync(post, records: 18, passages: 6);
    }

    private static JsonObject[] A_car(Post post, Phone phone, string plate)
    {
        var passage = post.Clock.NewId();
        return [phone.Check(passage, plate: plate), phone.Verdict(passage)];
    }

    /// <summary>Sends until nothing is to come again later, as a phone does.</summary>
    private static async Task<string[]> SendAsync(Phone phone, byte[] body, RedVestHost node)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await phone.SendAsync(body, server: node.Local);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            string[] said = [.. (await answer.JsonAsync()).GetProperty("outcomes").EnumerateArray().Select(Phone.Said)];
            if (attempt == 5 || !said.Any(s => s.StartsWith("later", StringComparison.Ordinal)))
                return said;
        }
    }

    private static async Task AssertWholeAsync(Post post, int records, int passages)
    {
        Assert.Equal(records, (await post.RowsAsync<StoredRecord>()).Count);
        Assert.Equal(records, (await post.RowsAsync<LaneEvent>()).Count);
        Assert.Equal(passages, (await post.RowsAsync<Passage>()).Count);
        await Feeds.AssertGapFreeAsync(post);
    }
}

internal static class Feeds
{
    /// <summary>The feed of the owner counts 1, 2, 3 … to the number that the owner's row says.</summary>
    internal static async Task AssertGapFreeAsync(Post post)
    {
        var numbers = (await post.RowsAsync<FeedRow>()).Where(f => f.Owner == Post.Owner).Select(f => f.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        Assert.Equal(numbers.Count, (await post.RowsAsync<OwnerState>()).Single(o => o.Owner == Post.Owner).FeedNumber);
    }
}
