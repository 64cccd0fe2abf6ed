using RedVest.Checkpoints.Custody;
using RedVest.Kernel.Loops;

namespace RedVest.Unit.Tests.Loops;

/// <summary>Custody over random chains: whatever order the links arrive in, everybody who entered has ended or is inside.</summary>
public sealed class LoopFoldTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] AllSteps = [Steps.Offered, Steps.Expected, Steps.Taken, Steps.Returned, Steps.Moved, Steps.Ended];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_fold_does_not_depend_on_the_order_of_arrival(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var links = Chain(random, random.Next(2) == 0 ? CustodyKinds.Person : CustodyKinds.Trip);
            var first = Fold(links);
            random.Shuffle(links);
            Assert.Equivalent(first, Fold(links), strict: true);
        }
    }

    [Fact]
    public void Somebody_always_answers_for_what_is_open_and_nobody_for_what_has_ended()
    {
        var random = new Random(7);
        for (var round = 0; round < 1000; round++)
        {
            var loop = Fold(Chain(random, CustodyKinds.Person));
            Assert.Equal(loop.IsOpen, loop.Custodian is not null);
            Assert.Equal(loop.IsOpen, loop.EndReason is null);
        }
    }

    [Fact]
    public void The_giver_answers_until_somebody_has_taken()
    {
        var offered = Link(Steps.Offered, 0, giver: "lane:1", taker: "post:1");
        Assert.Equal("lane:1", Fold([offered]).Custodian);
        Assert.Equal("staff:2", Fold([offered, Link(Steps.Taken, 1, taker: "staff:2")]).Custodian);
    }

    [Fact]
    public void A_note_after_the_end_reopens_nothing_and_an_offer_does()
    {
        LoopLink[] ended = [Link(Steps.Offered, 0), Link(Steps.Ended, 5, reason: EndReasons.Home)];
        Assert.Equal(EndReasons.Home, Fold([.. ended, Link(Steps.Moved, 6)]).EndReason);
        Assert.Null(Fold([.. ended, Link(Steps.Offered, 6)]).EndReason);
        Assert.Equal(EndReasons.Home, Fold([.. ended, Link(Steps.Moved, 3), Link(Steps.Offered, 4)]).EndReason);
    }

    [Fact]
    public void Every_phone_can_name_the_loop_of_an_occupant()
    {
        var passage = Guid.Parse("019a0000-0000-7000-8000-0000000000f0");
        Assert.Equal(passage, LoopIds.Of(passage, 0));
        Assert.Equal(Guid.Parse("019a0000-0000-7000-8000-0000000000f3"), LoopIds.Of(passage, 3));
        Assert.Equal(Guid.Parse("019a0000-0000-7000-8000-000000000094"), LoopIds.Of(passage, 100));
    }

    private static Loop Fold(IEnumerable<LoopLink> links)
    {
        var loop = new Loop { Owner = 1, Id = Guid.Empty, Kind = links.First().Kind };
        LoopFold.Fold(loop, links);
        return loop;
    }

    private static LoopLink[] Chain(Random random, string kind) =>
        [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Link(AllSteps[random.Next(AllSteps.Length)], random.Next(6), random.Next(4), kind, "lane:1", $"staff:{random.Next(3)}", EndReasons.Home))];

    private static LoopLink Link(
        string step, int minute, long seq = 0, string kind = CustodyKinds.Person, string? giver = "lane:1", string? taker = "post:1", string? reason = "hold") =>
        new(1, Guid.Empty, Guid.CreateVersion7(Start), step, kind, Guid.Empty, giver, taker, reason, step == Steps.Moved ? "sampled" : null, "next", Start.AddHours(1),
            null, null, Start.AddMinutes(minute), false, seq, null, null, null);
}
