using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class ExportTests
{
    private const string Rare = "𠮷三丰"; // a name beyond the basic plane

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_file_holds_what_the_list_holds_masked_defused_and_with_who_when_and_why(string format)
    {
        await using var post = await Post.OpenAsync();
        await PassAsync(post, plate: "=CMD()", name: Rare);
        await PassAsync(post, plate: "晋G99999", name: "李四");
        using var head = await post.Host.SignInAsync(Role.PostHead);

        using var answer = await head.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages/export?verdict=release", new { format, purpose = "每日核对" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var file = TableFile.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(RedVestHost.Stop)));
        var rows = file.Rows(0).Select(r => r.Cells.Select(c => c.Text).ToList()).ToList();
        Assert.Equal(4, rows.Count); // heading, two passages, who took it
        Assert.Contains("晋G99999", rows[1]);
        var all = string.Join('\n', rows.SelectMany(r => r));
        Assert.Contains("𠮷**", all);
        Assert.DoesNotContain("三丰", all);
        Assert.DoesNotContain("141198199001010013", all);
        Assert.Contains("每日核对", rows[^1][0]);
        Assert.Contains("共 2 条", rows[^1][0]);
        if (format == "csv")
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(RedVestHost.Stop);
            Assert.Equal(new byte[] { 0xEF, 0xBB, 0xBF }, bytes[..3]);
            Assert.Contains(",'=CMD()", Encoding.UTF8.GetString(bytes));
        }
    }

    [Fact]
    public async Task Taking_a_file_is_audited_needs_a_purpose_and_leave_to_do_so()
    {
        await using var post = await Post.OpenAsync();
        await PassAsync(post, "晋G12345", "张三");
        using var head = await post.Host.SignInAsync(Role.PostHead);
        using var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        var address = $"/api/v1/checkpoints/{post.Checkpoint}/passages/export";

        using var without = await head.PostAsync(address, new { format = "csv", purpose = "  " });
        using var wrong = await head.PostAsync(address, new { format = "pdf", purpose = "每日核对" });
        using var other = await leader.PostAsync(address, new { format = "csv", purpose = "每日核对" });
        Assert.Equal(("purpose-missing", "format-wrong"), (await without.ProblemCodeAsync(), await wrong.ProblemCodeAsync()));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        using var taken = await head.PostAsync(address + "?category=local", new { format = "csv", purpose = "每日核对" });
        Assert.True(taken.IsSuccessStatusCode);
        var line = Assert.Single(await post.RowsAsync<AuditRow>(), a => a.Act == "passages-exported");
        Assert.Contains("\"rows\":1", line.Detail);
    }

    [Fact]
    public async Task A_list_tells_dropped_ones_from_those_that_left_and_is_narrowed_by_mark_time_and_device()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var (passed, dropped) = (post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(passed), phone.Verdict(passed), phone.Record("checkpoints.left", passed, []), phone.Check(dropped, plate: "晋G99999"),
            phone.Record("checkpoints.left", dropped, new JsonObject { ["dropped"] = true }));
        using var leader = await post.Host.SignInAsync(Role.ShiftLeader);

        async Task<List<Guid>> ListAsync(string query)
        {
            using var answer = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/passages?{query}", RedVestHost.Stop);
            return [.. (await answer.JsonAsync()).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
        }

        Assert.Equal([dropped], await ListAsync("state=dropped"));
        Assert.Equal([passed], await ListAsync("state=left"));
        Assert.Equal([passed], await ListAsync($"device={phone.Id}"));
        Assert.Empty(await ListAsync($"device={post.Clock.NewId()}"));
        Assert.Empty(await ListAsync("mark=emergency"));
        Assert.Empty(await ListAsync("mark=nonsense"));
        Assert.Equal(2, (await ListAsync("from=00:00")).Count);
        Assert.Empty(await ListAsync("until=00:00"));
    }

    private static async Task PassAsync(Post post, string plate, string name)
    {
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var check = phone.Check(passage, plate: plate);
        check["body"]!["occupants"]![0]!["name"] = name;
        await phone.PushAsync(check, phone.Verdict(passage));
    }
}
