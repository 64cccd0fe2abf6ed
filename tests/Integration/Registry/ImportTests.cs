using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Households;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

/// <summary>A clerk brings a list: dry run, rows with faults, the run itself, and what is left.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Rare = "𠮷㐀·买买提";
    private const string Headings = "姓名*,身份证号,手机号码,村,家庭住址,与户主关系\r\n";
    private RedVestHost _host = null!;
    private HttpClient _clerk = null!;

    private static CancellationToken Stop => RedVestHost.Stop;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync();
        await _host.SetUpAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        await LoadDivisions.RunAsync(scope.ServiceProvider.GetRequiredService<RedVestDb>(), Caller.System,
            [new Division { Code = 141122101000, NameZh = "夏家营镇", NameEn = "Xiajiaying", Level = 4 }, new Division { Code = 141122101201, NameZh = "段村村民委员会", NameEn = "Duancun", Level = 5 }], Stop);
        _clerk = await _host.SignInAsync(Role.Headquarters);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Residents_are_checked_first_and_then_taken_with_their_households(string encoding)
    {
        var text = Headings
            + $"{Rare},{Id(1)},+8610000000001,段村,段村12号,户主\r\n"
            + $"李四,{Id(2)},10000000002,夏家营镇段村,段村 １２号,配偶\r\n"
            + $"王五,{Id(3)},,141122101201,段村13号,户主\r\n"
            + $"赵六,{Id(3)},,段村,,\r\n"
            + $"孙七,{Id(4)[..17]}Z,,段村,,\r\n"
            + $",{Id(5)},,别村,,\r\n";
        var id = await UploadAsync("residents", Bytes(text, encoding));

        var checkedFirst = await CheckAsync(id);
        Assert.Equal((6, 3, 1, 2), Counts(checkedFirst));
        Assert.Equal("与第 4 行重复", checkedFirst.GetProperty("faults")[0].GetProperty("said").GetString());
        Assert.Equal([5, 6, 7, 7], checkedFirst.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("line").GetInt32()));
        Assert.Equal(0, await CountAsync<Person>());

        var done = await RunAsync(id);
        Assert.Equal((6, 3, 1, 2), Counts(done));
        Assert.Equal((3, 2, 3), (await CountAsync<Person>(), await CountAsync<Household>(), await CountAsync<HouseholdMember>()));
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var home = await db.Set<Household>().SingleAsync(h => h.Address == "段村12号", Stop);
        Assert.Equal(Rare, (await db.Set<Person>().SingleAsync(p => p.Id == home.HeadId, Stop)).Name);

        var again = await RunAsync(await CheckedAsync(await UploadAsync("residents", Bytes(text.Replace("李四", "李肆", StringComparison.Ordinal), encoding))));
        Assert.Equal((0, 2, 1), (again.GetProperty("new").GetInt32(), again.GetProperty("same").GetInt32(), again.GetProperty("changed").GetInt32()));
    }

    [Fact]
    public async Task Rows_that_were_left_come_back_as_they_were_with_the_reason_beside_them()
    {
        var id = await UploadAsync("residents", Bytes(Headings + $"孙七,{Id(4)[..17]}Z,,段村,=段村,子\r\n", "utf-8"));
        await CheckAsync(id);

        var rejects = await (await _clerk.GetAsync(new Uri($"/api/v1/registry/imports/{id}/rejects?format=csv", UriKind.Relative), Stop)).Content.ReadAsStringAsync(Stop);
        var lines = rejects.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("姓名*,身份证号,手机号码,村,家庭住址,与户主关系,未导入的原因", lines[0]);
        Assert.Equal($"孙七,{Id(4)[..17]}Z,,段村,'=段村,子,证件号码: 证件号码里有不该有的字符", lines[1]);
        var mended = await CheckAsync(await UploadAsync("residents", Encoding.UTF8.GetBytes(rejects.Replace(Id(4)[..17] + "Z", Id(4), StringComparison.Ordinal))));
        Assert.Equal(1, mended.GetProperty("new").GetInt32());
    }

    [Fact]
    public async Task Columns_are_recognised_below_a_title_remembered_and_named_by_hand()
    {
        var text = $"交城县居民登记表,,\r\n\r\n人,号,村\r\n张三,{Id(1)},段村\r\n";
        var id = await UploadAsync("residents", Bytes(text, "utf-8"));
        Assert.Equal("import-columns-missing", await CodeAsync($"imports/{id}/check", new { sheet = 0, headerLine = 3, columns = new { division = 2 } }));
        await _clerk.PostAsync($"/api/v1/registry/imports/{id}/check", new { sheet = 0, headerLine = 3, columns = new { name = 0, document = 1, division = 2 } });
        Assert.Equal(1, (await WaitAsync(id, "checked")).GetProperty("new").GetInt32());

        var preview = await GetAsync($"imports/{await UploadAsync("residents", Bytes(text, "utf-8"))}/preview");
        Assert.Equal(3, preview.GetProperty("headerLine").GetInt32());
        Assert.Equal(["name", "document", "division"], preview.GetProperty("headings").EnumerateArray().Select(h => h.GetProperty("column").GetString()));
    }

    [Theory]
    [InlineData("", "table-empty")]
    [InlineData("<table><tr><td>姓名", "table-web-page")]
    [InlineData("PK\u0003\u0004broken", "table-damaged")]
    public async Task A_file_that_is_no_table_is_refused_with_a_sentence(string content, string code)
    {
        var answer = await PutAsync("residents", Encoding.Latin1.GetBytes(content.Replace('姓', 'x').Replace('名', 'x')));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Units_places_and_vehicles_come_from_lists_too()
    {
        var units = await RunAsync(await CheckedAsync(await UploadAsync("organisations", Bytes("单位名称,单位类别,上级单位,行政区划\r\n园区,园区,,夏家营镇\r\n甲公司,企业,园区,段村\r\n乙公司,企业,丙,段村\r\n甲公司,企业,,\r\n", "utf-8"))));
        Assert.Equal((4, 2, 1, 1), Counts(units));
        var places = await RunAsync(await CheckedAsync(await UploadAsync("places", Bytes("名称,类别,行政区划,主管单位,纬度,经度\r\n第一小学,学校,段村,甲公司,37.55,112.15\r\n二小,学校,段村,,91,0\r\n", "gb18030"))));
        Assert.Equal((2, 1, 0, 1), Counts(places));
        var vehicles = await RunAsync(await CheckedAsync(await UploadAsync("vehicles", Bytes("车牌号,号牌颜色,车辆类型,所属单位\r\n晋G·12345,蓝,货车,甲公司\r\n晋GI0000,蓝,,\r\n", "utf-8"))));
        Assert.Equal((2, 1, 0, 1), Counts(vehicles));

        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var company = await db.Set<Organisation>().SingleAsync(o => o.NameZh == "甲公司", Stop);
        Assert.Equal("园区", (await db.Set<Organisation>().SingleAsync(o => o.Id == company.ParentId, Stop)).NameZh);
        Assert.Equal(company.Id, (await db.Set<Vehicle>().SingleAsync(v => v.Plate == "晋G12345", Stop)).OrganisationId);
        Assert.Equal((37_550_000, company.Id), ((await db.Set<Place>().SingleAsync(Stop)).LatitudeE6, (await db.Set<Place>().SingleAsync(Stop)).OrganisationId));
    }

    [Fact]
    public async Task A_cancelled_import_stops_where_it_is_and_its_rows_are_known_to_the_next()
    {
        var file = Bytes(Headings + string.Concat(Enumerable.Range(1, 5000).Select(i => $"张{i},{Id(i)},,段村,段村{i % 1700}号,\r\n")), "utf-8");
        var id = await CheckedAsync(await UploadAsync("residents", file));
        await _clerk.PostAsync($"/api/v1/registry/imports/{id}/run");
        await _clerk.PostAsync($"/api/v1/registry/imports/{id}/cancel");

        var stopped = await WaitAsync(id, "cancelled");
        Assert.Equal(stopped.GetProperty("new").GetInt32(), await CountAsync<Person>());
        var rest = await RunAsync(await CheckedAsync(await UploadAsync("residents", file)));
        Assert.Equal(5000, rest.GetProperty("new").GetInt32() + rest.GetProperty("same").GetInt32());
        Assert.Equal(5000, await CountAsync<Person>());
    }

    [Fact]
    public async Task A_workbook_with_bad_cells_names_each_of_them()
    {
        var file = Workbook($"""
            <sheetData>
              <row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>身份证号</t></is></c></row>
              <row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="B2"><v>1.41198199001011E+17</v></c></row>
              <row r="3"><c r="A3" t="str"><f>CONCAT(1)</f><v>李四</v></c><c r="B3" t="inlineStr"><is><t>{Id(2)}</t></is></c></row>
              <row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="B4" t="inlineStr"><is><t>{Id(3)}</t></is></c></row>
            </sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>
            """);
        var said = await CheckAsync(await UploadAsync("residents", file));

        Assert.Equal((3, 1, 0, 2), Counts(said));
        Assert.Equal(["document", "name", "name"], said.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("column").GetString()));
        Assert.Equal([true, false, true], said.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("refuses").GetBoolean()));
        Assert.Contains("A1:B1", said.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_goes_on_after_the_server_was_stopped_and_takes_each_row_once()
    {
        var id = await CheckedAsync(await UploadAsync("residents", Bytes(Headings + string.Concat(Enumerable.Range(1, 8000).Select(i => $"张{i},{Id(i)},,段村,段村{i % 1700}号,\r\n")), "utf-8")));
        await _clerk.PostAsync($"/api/v1/registry/imports/{id}/run");
        var before = await WaitUntilAsync(id, s => s.GetProperty("done").GetInt32() > 0);
        await _host.DisposeServerAsync();
        await using var next = await _host.StartNodeAsync();
        using var clerk = await next.SignInAsync(Role.Headquarters);

        var done = await WaitAsync(id, "done", clerk);
        Assert.True(before.GetProperty("done").GetInt32() < 8000, "The server was stopped too late to show anything.");
        Assert.Equal((8000, 8000), (done.GetProperty("done").GetInt32(), done.GetProperty("new").GetInt32()));
        await using var scope = next.Services.CreateAsyncScope();
        Assert.Equal(8000, await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<Person>().CountAsync(Stop));
    }

    private static string Id(int n)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"14119819{50 + (n / 28 / 12 / 1000 % 50):00}{1 + (n / 28 / 1000 % 12):00}{1 + (n / 1000 % 28):00}{n % 1000:000}");
        return digits + ResidentId.CheckCharacter(digits);
    }

    private static byte[] Workbook(string sheet)
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[]
            {
                ("xl/workbook.xml", """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一" r:id="r1"/></sheets></workbook>"""),
                ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"""),
                ("xl/worksheets/sheet1.xml", $"<worksheet>{sheet}</worksheet>"),
            })
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }
        }

        return content.ToArray();
    }

    private static byte[] Bytes(string text, string encoding)
    {
        var said = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        return [.. said.GetPreamble(), .. said.GetBytes(text)];
    }

    private static (int Total, int New, int Duplicate, int Wrong) Counts(JsonElement said) =>
        (said.GetProperty("total").GetInt32(), said.GetProperty("new").GetInt32(), said.GetProperty("duplicate").GetInt32(), said.GetProperty("wrong").GetInt32());

    private async Task<HttpResponseMessage> PutAsync(string kind, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.Add("X-File-Name", Uri.EscapeDataString("居民 2022.csv"));
        return await _clerk.PostAsync(new Uri($"/api/v1/registry/imports/kinds/{kind}", UriKind.Relative), content, Stop);
    }

    private async Task<Guid> UploadAsync(string kind, byte[] file)
    {
        var answer = await PutAsync(kind, file);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    /// <summary>Takes the columns as the program guessed them.</summary>
    private async Task<JsonElement> CheckAsync(Guid id)
    {
        var preview = await GetAsync($"imports/{id}/preview");
        var columns = preview.GetProperty("headings").EnumerateArray().Select((h, i) => (Key: h.GetProperty("column").GetString(), i)).Where(c => c.Key is not null).ToDictionary(c => c.Key!, c => c.i);
        var answer = await _clerk.PostAsync($"/api/v1/registry/imports/{id}/check", new { sheet = preview.GetProperty("sheet").GetInt32(), headerLine = preview.GetProperty("headerLine").GetInt32(), columns });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return await WaitAsync(id, "checked");
    }

    private async Task<Guid> CheckedAsync(Guid id)
    {
        await CheckAsync(id);
        return id;
    }

    private async Task<JsonElement> RunAsync(Guid id)
    {
        Assert.True((await _clerk.PostAsync($"/api/v1/registry/imports/{id}/run")).IsSuccessStatusCode);
        return await WaitAsync(id, "done");
    }

    private Task<JsonElement> WaitAsync(Guid id, string state, HttpClient? who = null) => WaitUntilAsync(id, s => s.GetProperty("state").GetString() == state, who);

    private async Task<JsonElement> WaitUntilAsync(Guid id, Func<JsonElement, bool> reached, HttpClient? who = null)
    {
        while (true)
        {
            var said = await (who ?? _clerk).GetFromJsonAsync<JsonElement>($"/api/v1/registry/imports/{id}", Stop);
            Assert.NotEqual("refused", said.GetProperty("state").GetString());
            if (reached(said))
                return said;
            await Task.Delay(20, Stop);
        }
    }

    private async Task<JsonElement> GetAsync(string path) => await _clerk.GetFromJsonAsync<JsonElement>("/api/v1/registry/" + path, Stop);

    private async Task<string?> CodeAsync(string path, object what) =>
        (await (await _clerk.PostAsync("/api/v1/registry/" + path, what)).Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();

    private async Task<int> CountAsync<T>()
        where T : class
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<T>().CountAsync(Stop);
    }
}
