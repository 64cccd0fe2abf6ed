using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using Xunit;

namespace RedVest.Integration.Tests.Audit;

/// <summary>The audit as an auditor reads it.</summary>
public sealed class ReadAuditTests : IAsyncLifetime
{
    private RedVestHost _host = null!;
    private HttpClient _clerk = null!;
    private HttpClient _auditor = null!;

    private static CancellationToken Stop => RedVestHost.Stop;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync();
        await _host.SetUpAsync();
        (_clerk, _auditor) = (await _host.SignInAsync(Role.Headquarters), await _host.SignInAsync(Role.Auditor));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_somebody_did_is_a_sentence_with_who_and_why()
    {
        await _clerk.PostAsync("/api/v1/registry/people/find", new { purpose = "家属询问", name = "张三" });

        var row = (await PageAsync("?act=people-sought")).GetProperty("rows")[0];
        Assert.Equal(("按姓名查找人员，找到 0 人", "家属询问", "测试员"), (Text(row, "said"), Text(row, "why"), Text(row, "actorName")));
        _auditor.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Equal("looked people up by name and found 0", Text((await PageAsync("?act=people-sought")).GetProperty("rows")[0], "said"));
    }

    [Fact]
    public async Task Reading_the_audit_stands_in_it_and_pages_neither_repeat_nor_leave_out()
    {
        for (var i = 0; i < 5; i++)
            await _clerk.PostAsync("/api/v1/registry/vehicles/find", new { plate = "晋G12" });
        var seen = new List<string?>();
        for (string? after = null; ;)
        {
            var page = await PageAsync($"?act=vehicles-sought&limit=2{(after is null ? "" : "&after=" + after)}");
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => Text(r, "id")));
            after = Text(page, "next");
            if (after is null)
                break;
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
        Assert.Equal(3, (await PageAsync("?act=audit-read")).GetProperty("rows").GetArrayLength());
        Assert.Equal(0, (await PageAsync("?act=vehicles-sought&until=2001-01-01T00:00:00Z")).GetProperty("rows").GetArrayLength());
        Assert.Equal(5, (await PageAsync("?act=vehicles-sought&from=2001-01-01T00:00:00Z")).GetProperty("rows").GetArrayLength());
        Assert.Contains((await PageAsync("?access=true")).GetProperty("rows").EnumerateArray(), r => Text(r, "act") == "signed-in");
    }

    [Fact]
    public async Task Only_who_answers_for_the_whole_owner_reads_it_and_only_its_own()
    {
        await _clerk.PostAsync("/api/v1/registry/vehicles/find", new { plate = "晋G12" });
        using var town = await _host.SignInAsync(Role.Auditor, scope: "141122101");
        using var neighbour = await _host.SignInAsync(Role.Auditor, Personas.Wenshui);

        Assert.Equal(HttpStatusCode.Forbidden, (await town.GetAsync(new Uri("/api/v1/audit", UriKind.Relative), Stop)).StatusCode);
        Assert.DoesNotContain((await PageAsync("", neighbour)).GetProperty("rows").EnumerateArray(), r => Text(r, "act") == "vehicles-sought");
    }

    [Fact]
    public async Task A_list_is_taken_home_masked_for_a_purpose_with_a_watermark()
    {
        await _clerk.PostAsync("/api/v1/registry/people", new { documentKind = "passport", document = "E12345678", name = "𠮷㐀山" });
        Assert.Equal(HttpStatusCode.BadRequest, (await _clerk.PostAsync("/api/v1/registry/export", new { list = "people", purpose = "" })).StatusCode);

        var file = await (await _clerk.PostAsync("/api/v1/registry/export", new { list = "people", purpose = "上报名单", format = "csv" })).Content.ReadAsStringAsync(Stop);
        var lines = file.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("姓名,证件类型,证件尾号,不合规范,登记时间", lines[0]);
        Assert.StartsWith("𠮷**,护照,5678,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("由 测试员 于 ", lines[2], StringComparison.Ordinal);
        Assert.True((await _clerk.PostAsync("/api/v1/registry/export", new { list = "places", purpose = "上报名单" })).IsSuccessStatusCode);
        Assert.Equal(2, (await PageAsync("?act=registry-exported")).GetProperty("rows").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await _auditor.PostAsync("/api/v1/registry/export", new { list = "people", purpose = "上报名单" })).StatusCode);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private async Task<JsonElement> PageAsync(string query, HttpClient? who = null) => await (who ?? _auditor).GetFromJsonAsync<JsonElement>("/api/v1/audit" + query, Stop);
}
