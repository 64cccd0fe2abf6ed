using System.Text.Json;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Unit.Tests.Rules;

namespace RedVest.Unit.Tests.Checkpoints;

public sealed class PassTermsTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Cases => new(Packs.Vectors("passes").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pass_is_at_a_post_what_its_vector_says(string name)
    {
        var one = Packs.Vectors("passes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var said = one.GetProperty("pass");
        var terms = new PassTerms(
            said.GetProperty("kept").GetString()!,
            said.GetProperty("from").Deserialize<DateOnly>(),
            said.GetProperty("to").Deserialize<DateOnly>(),
            said.GetProperty("posts").Deserialize<Guid[]>()!,
            said.GetProperty("conditions").Deserialize<PassConditions>(Web)!);

        var state = terms.StateAt(one.GetProperty("post").GetGuid(), one.GetProperty("at").GetDateTimeOffset(), one.GetProperty("utcOffsetMinutes").GetInt32());

        Assert.Equal(one.GetProperty("state").GetString(), state);
    }
}
