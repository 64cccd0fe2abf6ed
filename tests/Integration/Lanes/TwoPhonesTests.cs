using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>Two phones at one car.</summary>
public sealed class TwoPhonesTests
{
    /// <summary>One officer writes down the driver, the other the passenger too; whichever phone is heard first.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_phones_at_one_car_the_last_look_counts_and_nothing_said_is_lost(bool firstIsHeardFirst)
    {
        var clock = new HandClock { Now = TimeProvider.System.GetUtcNow().AddMinutes(-10) };
        await using var post = await Post.OpenAsync(clock);
        var (one, other) = (await post.EnrolAsync(), await post.EnrolAsync());
        one.OpenSession();
        other.OpenSession();
        var passage = clock.NewId();
        clock.Now += TimeSpan.FromSeconds(10);
        var first = At(one, clock, one.Check(passage, tenths: 381));
        clock.Now += TimeSpan.FromSeconds(10);
        var second = other.Check(passage, tenths: 366);
        var passenger = (JsonObject)second["body"]!["occupants"]![0]!.DeepClone();
        (passenger["n"], passenger["role"], passenger["way"]) = (2, "passenger", "manual");
        passenger.Remove("document");
        second["body"]!["occupants"]!.AsArray().Add(passenger);
        At(other, clock, second);
        clock.Now += TimeSpan.FromSeconds(10);
        var verdict = At(other, clock, other.Verdict(passage));
        clock.Now += TimeSpan.FromSeconds(10);

        async Task SayAsync(Phone phone, params JsonObject[] records)
        {
            var outcomes = (await phone.PushAsync(records)).GetProperty("outcomes").EnumerateArray().Select(Phone.Said);
            Assert.All(outcomes, said => Assert.Equal("stored", said));
        }

        if (firstIsHeardFirst)
            await SayAsync(one, first);
        await SayAsync(other, second, verdict);
        if (!firstIsHeardFirst)
            await SayAsync(one, first);

        var row = Assert.Single(await post.RowsAsync<Passage>());
        Assert.Equal((2, "release", other.Id), (row.Persons, row.Verdict, row.Device!.Value));
        Assert.Equal([(1, (int?)366), (2, 366)], (await post.RowsAsync<Occupant>()).OrderBy(o => o.N).Select(o => (o.N, o.TemperatureTenths)));
        Assert.Equal(3, (await post.RowsAsync<LaneEvent>()).Count);
        Assert.True(row.StartedAt < row.CheckAt); // the first look tells when the check began
    }

    /// <summary>A record's clocks as they stand now on a phone whose session began at its anchor.</summary>
    private static JsonObject At(Phone phone, HandClock clock, JsonObject record)
    {
        var anchor = phone.Anchors[0]!;
        record["wall"] = clock.GetUtcNow().ToUnixTimeMilliseconds();
        record["mono"] = anchor["mono"]!.GetValue<long>() + record["wall"]!.GetValue<long>() - anchor["wall"]!.GetValue<long>();
        return record;
    }
}
