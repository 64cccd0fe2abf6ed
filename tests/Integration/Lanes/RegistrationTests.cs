using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints.SelfRegistration;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>People in the queue write who they are; the lane finds them, and nobody else ever does.</summary>
public sealed class RegistrationTests
{
    private const string Number = "141198199001010010";
    private const string OtherNumber = "141198199202020020";

    [Fact]
    public async Task The_lane_finds_a_registration_by_plate_document_and_number_alike()
    {
        await using var post = await Post.OpenAsync();
        var token = await TokenAsync(post);
        using var stranger = post.Host.NewClient();
        var said = await RegisterAsync(stranger, A_registration(token));
        var phone = await post.EnrolAsync();
        using var lane = phone.Client();

        foreach (var question in new object[] { new { plate = "晋G·55555" }, new { document = new { kind = "resident-id", number = OtherNumber } }, new { registration = said } })
        {
            var found = (await AskAsync(lane, question)).GetProperty("registered");
            Assert.Equal((said, "晋G55555"), (found.GetProperty("number").GetString(), found.GetProperty("plate").GetString()));
            var people = found.GetProperty("occupants").EnumerateArray().ToList();
            Assert.Equal([("李*", "0010", "self"), ("王**", "0020", "proxy")], people.Select(p => (p.GetProperty("name").GetString(), p.GetProperty("tail").GetString(), p.GetProperty("way").GetString())));
            Assert.Equal("140121", people[0].GetProperty("origin").GetString());
        }

        Assert.Equal(2, (await post.RowsAsync<Person>()).Count);
        var check = phone.Check(post.Clock.NewId(), plate: "晋G55555");
        var person = (await post.RowsAsync<Person>()).Single(p => p.DocumentTail == "0010");
        check["body"]!["occupants"] = new JsonArray(new JsonObject { ["n"] = 1, ["role"] = "driver", ["way"] = "self", ["person"] = person.Id, ["temperatureTenths"] = 365, ["healthCode"] = "green" });
        var answer = (await phone.PushAsync(check)).GetProperty("outcomes")[0].GetProperty("answer");
        Assert.Equal(("release", "李*"), (answer.GetProperty("verdict").GetString(), answer.GetProperty("occupants")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Before_a_lane_takes_it_nobody_of_it_is_in_the_registry_and_nothing_of_it_is_readable_in_the_table()
    {
        await using var post = await Post.OpenAsync();
        using var stranger = post.Host.NewClient();
        await RegisterAsync(stranger, A_registration(await TokenAsync(post)));

        Assert.Empty(await post.RowsAsync<Person>());
        var row = Assert.Single(await post.RowsAsync<Registration>());
        Assert.DoesNotContain("李四"u8.ToArray(), Windows(row.Body, "李四"u8.Length), ByteComparer.Instance);
        Assert.All(await post.RowsAsync<AuditRow>(), a => Assert.DoesNotContain(Number, a.Detail ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_four_hours_nobody_reads_it_and_then_it_is_gone()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var post = await Post.OpenAsync(clock);
        using var stranger = post.Host.NewClient();
        var said = await RegisterAsync(stranger, A_registration(await TokenAsync(post)));
        var phone = await post.EnrolAsync();

        clock.Advance(Registration.Lifetime);
        phone.OpenSession();
        using var lane = phone.Client();
        Assert.Equal(JsonValueKind.Null, (await AskAsync(lane, new { registration = said })).GetProperty("registered").ValueKind);
        await post.WithDbAsync(db => ForgetRegistrations.RunAsync(db, clock.GetUtcNow(), RedVestHost.Stop)); // the program's own round may have been first
        Assert.Empty(await post.RowsAsync<Registration>());
        Assert.Empty(await post.RowsAsync<RegistrationDocument>());
    }

    [Fact]
    public async Task A_replaced_board_is_worth_nothing_and_another_post_finds_nothing()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var old = await TokenAsync(post);
        using var stranger = post.Host.NewClient();
        await RegisterAsync(stranger, A_registration(old));

        using var replaced = await office.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/registration-board");
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        using var refused = await stranger.PostAsync("/api/v1/registrations", A_registration(old));
        Assert.Equal((HttpStatusCode.NotFound, "board-unknown"), (refused.StatusCode, await refused.ProblemCodeAsync()));
        using var shown = await stranger.PostAsync("/api/v1/registrations/post", new { token = TokenOf(await replaced.JsonAsync()) });
        Assert.Equal("夏家营防疫检查站", (await shown.JsonAsync()).GetProperty("post").GetProperty("zh").GetString());
    }

    [Theory]
    [InlineData("consent", "consent-missing")]
    [InlineData("number", "document-wrong")]
    [InlineData("name", "name-wrong")]
    [InlineData("people", "occupants-wrong")]
    [InlineData("token", "board-unknown")]
    public async Task What_is_not_in_order_is_refused_with_a_sentence(string what, string code)
    {
        await using var post = await Post.OpenAsync();
        using var stranger = post.Host.NewClient();
        var said = A_registration(await TokenAsync(post));
        switch (what)
        {
            case "consent": said["consent"] = false; break;
            case "number": said["people"]![0]!["number"] = "141198199001010011"; break;
            case "name": said["people"]![0]!["name"] = " "; break;
            case "people": said["people"] = new JsonArray(); break;
            default: said["token"] = RegistrationBoard.NewToken(Post.Owner); break;
        }

        using var answer = await stranger.PostAsync("/api/v1/registrations", said);

        Assert.Equal(code, await answer.ProblemCodeAsync());
        Assert.Empty(await post.RowsAsync<Registration>());
    }

    [Fact]
    public async Task One_address_cannot_fill_the_list()
    {
        await using var post = await Post.OpenAsync();
        using var stranger = post.Host.NewClient();
        var said = A_registration(await TokenAsync(post));
        var outcomes = new List<HttpStatusCode>();
        for (var i = 0; i <= RegistrationLimits.AddressAtOnce + 5; i++)
        {
            using var answer = await stranger.PostAsync("/api/v1/registrations", said);
            outcomes.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, outcomes[^1]);
        Assert.True(outcomes.Count(o => o == HttpStatusCode.OK) >= RegistrationLimits.AddressAtOnce);
    }

    private static async Task<JsonElement> AskAsync(HttpClient lane, object question)
    {
        using var answer = await lane.PostAsync("/api/v1/checkpoints/recognise", question);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static async Task<string> TokenAsync(Post post)
    {
        using var office = await post.Host.SignInAsync(Role.PostHead);
        return TokenOf(await office.ReadAsync($"/api/v1/checkpoints/{post.Checkpoint}/registration-board"));
    }

    private static string TokenOf(JsonElement board) => board.GetProperty("address").GetString()!.Split('#')[1];

    private static async Task<string> RegisterAsync(HttpClient stranger, JsonObject said)
    {
        using var answer = await stranger.PostAsync("/api/v1/registrations", said);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return (await answer.JsonAsync()).GetProperty("number").GetString()!;
    }

    private static JsonObject A_registration(string token) => new()
    {
        ["token"] = token,
        ["plate"] = "晋g 55555",
        ["consent"] = true,
        ["by"] = "李四",
        ["people"] = new JsonArray(
            new JsonObject { ["name"] = "李四", ["kind"] = "resident-id", ["number"] = Number, ["origin"] = "140121", ["phone"] = "+86 10000000001" },
            new JsonObject { ["name"] = "王老五", ["kind"] = "resident-id", ["number"] = OtherNumber, ["proxy"] = true }),
    };

    private static IEnumerable<byte[]> Windows(byte[] all, int length) => Enumerable.Range(0, Math.Max(0, all.Length - length)).Select(at => all[at..(at + length)]);

    private sealed class ByteComparer : IEqualityComparer<byte[]>
    {
        public static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
