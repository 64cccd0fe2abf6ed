using System.Text.Json;
using RedVest.Checkpoints.Passages;

namespace RedVest.Unit.Tests.Checkpoints;

/// <summary>What the protocol marks with a question mark may be left out, and what the server itself says may come back.</summary>
public sealed class OptionalMembersTests
{
    [Theory]
    [InlineData("""{"result":"unknown","source":"seen"}""")]
    [InlineData("""{"result":"negative","sampledAt":"2022-04-14T00:00:00.000Z","source":"seen"}""")]
    [InlineData("""{"result":"negative","reportedAt":"2022-04-14T00:00:00.000Z","source":"signed"}""")]
    public void A_test_whose_times_nobody_could_read_is_recorded(string test)
    {
        var body = $$"""{"lane":"{{Guid.Empty}}","checkpoint":"{{Guid.Empty}}","direction":"in","category":"outside","vehicle":null,"occupants":[{"n":1,"role":"pedestrian","way":"none","test":{{test}}}],"proposal":null,"pack":null}""";

        var read = JsonSerializer.Deserialize(body, BodyJson.Default.CheckStartedBody);

        Assert.NotNull(read!.Occupants[0].Test);
    }

    [Fact]
    public void A_proposal_comes_back_in_the_verdict_as_the_server_wrote_it()
    {
        var said = new ProposalSaid("hold", true, null, [new OccupantProposal(1, "hold", true, ["no-pack"], Standing: [new StandingSaid("pool-positive", "yes")])]);

        var back = JsonSerializer.Deserialize(JsonSerializer.Serialize(said, BodyJson.Default.ProposalSaid), BodyJson.Default.ProposalSaid);

        Assert.Null(back!.Pack);
        Assert.Equal(new StandingSaid("pool-positive", "yes"), back.Occupants[0].Standing![0]);
    }
}
