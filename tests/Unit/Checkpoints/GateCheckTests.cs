using System.Text.Json;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Registry;
using RedVest.Unit.Tests.Rules;

namespace RedVest.Unit.Tests.Checkpoints;

public sealed class GateCheckTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 15, 0, TimeSpan.Zero);

    public static TheoryData<string> Cases => new(Packs.Vectors("gates").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_shared_case_fails_and_leaves_open_what_is_written(string name)
    {
        var one = Packs.Vectors("gates").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var gate = ShippedGates.All.Single(g => g.Id == one.GetProperty("gate").GetString());
        var occupant = one.GetProperty("occupant").Deserialize<OccupantSaid>(Web)!;

        var tried = GateCheck.Try(gate, CheckFacts.Of(new CheckSaid("in", "local", null, true, At, 480), occupant, null), occupant);

        Assert.Equal(Words(one, "failed"), tried.Failed);
        Assert.Equal(Words(one, "open"), tried.Open);
    }

    [Fact]
    public void Every_shipped_template_can_be_used_and_is_written_as_it_was_read()
    {
        Assert.Equal(4, ShippedGates.All.Count);
        Assert.All(ShippedGates.All, gate => Assert.Null(gate.Fault()));
        Assert.All(ShippedGates.All, gate => Assert.Equal(GateText.Write(gate), GateText.Write(GateText.Read(GateText.Write(gate)))));
    }

    [Theory]
    [InlineData("mask", "true", "gate-answers-wrong")] // no list
    [InlineData("mask", """["yes"]""", "gate-answers-wrong")]
    [InlineData("healthCode", "[true]", "gate-answers-wrong")]
    [InlineData("temperatureTenths", "[365]", "gate-answers-wrong")]
    [InlineData("temperatureTenths", """{ "from": 372, "to": 340 }""", "gate-answers-wrong")]
    [InlineData("temperatureTenths", """{ "to": 372 }""", "gate-answers-wrong")]
    [InlineData("shoeSize", "[true]", "gate-answers-wrong")]
    [InlineData(null, """[false]""", null)]
    [InlineData("temperatureTenths", """{ "from": 340, "to": 372 }""", null)]
    public void What_no_lane_could_answer_is_named(string? fact, string good, string? fault)
    {
        var item = new GateItem("one", new DisplayName("一", "One"), Fact: fact, Good: JsonElement.Parse(good));

        Assert.Equal(fault, new GateTemplate("gate", 1, new DisplayName("门", "Gate"), "", [item]).Fault());
        Assert.Equal("gate-items-wrong", new GateTemplate("gate", 1, new DisplayName("门", "Gate"), "", [item, item]).Fault());
    }

    [Fact]
    public void A_post_asks_by_what_was_assigned_last_and_knows_what_comes()
    {
        var post = Guid.CreateVersion7(At);
        var book = new GateBook([], [Assigned(post, 0, "village"), Assigned(post, 5, "three-codes"), Assigned(post, 9, null)]);

        Assert.Null(book.At(post, At.AddHours(-1)));
        Assert.Equal("village", book.At(post, At)?.Id);
        Assert.Equal("three-codes", book.At(post, At.AddHours(5))?.Id);
        Assert.Null(book.At(post, At.AddHours(9)));
        Assert.Equal(["three-codes", null], book.From(post, At.AddHours(6)).Select(g => g.Gate?.Id));
        Assert.Equal(["village", "three-codes", null], book.From(post, At.AddHours(-1)).Select(g => g.Gate?.Id));
        Assert.Null(book.At(Guid.Empty, At));
    }

    private static PostGate Assigned(Guid post, int hours, string? gate) =>
        new() { Owner = 141122, CheckpointId = post, From = At.AddHours(hours), GateId = gate, GateVersion = gate is null ? null : 1 };

    private static string[] Words(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(w => w.GetString()!)];
}
