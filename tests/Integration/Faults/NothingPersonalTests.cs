using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

/// <summary>A day of good and bad input with texts that can be found again; none of them may be found where operators look.</summary>
public sealed class NothingPersonalTests : IDisposable
{
    private const string Name = "欧阳蓝莓";
    private const string OtherName = "司徒青柠";
    private const string Plate = "晋G7Q4P9";
    private const string Telephone = "10077733311";
    private const string Code = "HC1:PLANTED0QR0CODE";
    private const string UserName = "planted.user.name";
    private const string Wrong = "planted wrong password";
    private static readonly string Document = Documents.Number(19, 777);
    private static readonly string OtherDocument = Documents.Number(18, 666);
    private static readonly string[] Planted =
        [Name, OtherName, Plate, "7Q4P9", Telephone, Code, "PLANTED0QR", UserName, Wrong, Document, Document[6..14] + "777", OtherDocument, Personas.Password];

    private readonly Everything _all = new();

    public void Dispose() => _all.Dispose();

    [Fact]
    public async Task Logs_traces_and_problems_name_nobody()
    {
        await using var post = await Post.OpenAsync(adjust: builder =>
        {
            builder.Logging.AddProvider(_all);
            builder.Logging.SetMinimumLevel(LogLevel.Debug);
            builder.Logging.AddFilter<Everything>(null, LogLevel.Debug); // more than an operator can switch on
        });
        var phone = await post.EnrolAsync();
        await GoodAsync(post, phone);
        await BadPushesAsync(post, phone);
        await OfficeAsync(post);
        await BrokenDatabaseAsync(post, phone);
        await post.Host.DisposeServerAsync();

        Assert.Contains(_all.Lines, line => line.StartsWith("Debug Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(_all.Lines, line => line.StartsWith("Debug Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.Contains(_all.Lines, line => line.StartsWith("Error RedVest", StringComparison.Ordinal)); // the broken database was spoken of
        Assert.Contains(_all.Lines, line => line.StartsWith("trace Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(_all.Lines, line => line.StartsWith("problem", StringComparison.Ordinal));
        Assert.Empty(Planted.SelectMany(text => _all.Lines.Where(line => Holds(line, text)).Take(3).Select(line => $"{text} in: {line[..Math.Min(line.Length, 1500)]}")));
    }

    private static bool Holds(string line, string text) =>
        line.Contains(text, StringComparison.OrdinalIgnoreCase)
        || line.Contains(Uri.EscapeDataString(text), StringComparison.OrdinalIgnoreCase)
        || line.Contains(System.Text.Json.JsonEncodedText.Encode(text).ToString(), StringComparison.OrdinalIgnoreCase);

    private async Task GoodAsync(Post post, Phone phone)
    {
        var passage = post.Clock.NewId();
        var check = A_check(post, phone, passage, Name, Document);
        await phone.PushAsync(check);
        await phone.PushAsync(check); // a resend
        await phone.PushAsync(phone.Verdict(passage, "hold", reason: $"{Name} {Telephone}"));
        var changed = (JsonObject)check.DeepClone();
        changed["body"]!["occupants"]![0]!["name"] = OtherName;
        Assert.Equal("conflict:record-changed", await phone.OutcomeAsync(changed));
    }

    private async Task BadPushesAsync(Post post, Phone phone)
    {
        foreach (var spoil in new Action<JsonObject>[]
        {
            record => record["body"]!["occupants"]![0]!["temperatureTenths"] = Name,
            record => record["body"]!["occupants"]![0]!["temperatureTenths"] = 99999,
            record => record["body"]!["occupants"]![0]!["name"] = Name + "\0",
            record => record["body"]!["occupants"]![0]!["name"] = string.Concat(Enumerable.Repeat(Name, 60)),
            record => record["body"]!["occupants"]![0]!["document"] = Document,
            record => record["body"]!["occupants"]![0]!["document"]!["number"] = new JsonObject { [Document] = Telephone },
            record => record["body"]!["occupants"]![0]!["way"] = Code,
            record => record["body"]!["vehicle"] = Plate,
            record => record["body"]!["lane"] = Plate,
            record => record["body"]!["category"] = Name,
            record => record["kind"] = "checkpoints." + Telephone,
            record => record["kind"] = Plate,
            record => record["subject"] = Document,
            record => record["body"]!.AsObject()[Plate] = Name,
        })
        {
            var record = A_check(post, phone, post.Clock.NewId(), Name, Document);
            spoil(record);
            await SendAsync(phone, phone.Body(record));
        }

        var whole = Encoding.UTF8.GetString(phone.Body(A_check(post, phone, post.Clock.NewId(), Name, Document)));
        await SendAsync(phone, Encoding.UTF8.GetBytes(whole[..^20]));
        await SendAsync(phone, Encoding.UTF8.GetBytes($"{{\"{Plate}\":1,\"{Plate}\":\"{Name}\""));
        await SendAsync(phone, Encoding.UTF8.GetBytes($"{Name}{Document}"));
        await SendAsync(phone, Encoding.Unicode.GetBytes(whole));
        await SendAsync(phone, Encoding.UTF8.GetBytes(whole.Replace(Plate, "\\ud83d" + Plate, StringComparison.Ordinal)));
        await SendAsync(phone, Encoding.UTF8.GetBytes(whole), token: Code + Document);
        await SendAsync(phone, Encoding.UTF8.GetBytes(whole), signature: Document);
    }

    private async Task OfficeAsync(Post post)
    {
        using var administrator = await post.Host.SignInAsync(Role.Administrator);
        using var head = await post.Host.SignInAsync(Role.Headquarters);
        using var stranger = post.Host.NewClient();
        await PostAsync(stranger, "/api/v1/sign-in", new { userName = UserName, password = Wrong });
        await PostAsync(stranger, "/api/v1/sign-in", new { userName = UserName, password = 1 });
        await PostAsync(stranger, "/api/v1/sign-in", new JsonObject { ["userName"] = UserName, [Telephone] = Wrong });
        await PostAsync(stranger, "/api/v1/devices/enrol", new { code = Telephone, name = Name, publicKey = Document });
        await PostAsync(stranger, "/api/v1/devices/session", new { deviceId = post.Checkpoint, challenge = Code, signature = Document });
        await PostAsync(administrator, "/api/v1/users", new { userName = Plate, name = Name });
        await PostAsync(administrator, "/api/v1/users", new { userName = Plate, name = Name });
        await PostAsync(administrator, "/api/v1/users", new JsonObject { ["userName"] = Plate, [Name] = 1 });
        await PostAsync(administrator, "/api/v1/me/password", new { current = Wrong, next = Name });
        await PostAsync(head, $"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { plate = Plate, purpose = Name });
        await PostAsync(head, $"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { document = Document, purpose = Name });
        await PostAsync(head, $"/api/v1/checkpoints/{post.Checkpoint}/passages/find", new { plate = new { Plate } });
        foreach (var passage in await post.RowsAsync<Passage>())
        {
            await PostAsync(head, $"/api/v1/passages/{passage.Id}/reveal", new { n = 1, field = "document", purpose = Name });
            await PostAsync(head, $"/api/v1/passages/{passage.Id}/reveal", new { n = 1, field = Document, purpose = Name });
        }
    }

    /// <summary>A database that refuses a value quotes it in its own complaint.</summary>
    private async Task BrokenDatabaseAsync(Post post, Phone phone)
    {
        await post.Host.Database.ExecuteAsSchemaOwnerAsync("create unique index planted on registry_person (owner, name)");
        await SendAsync(phone, phone.Body(A_check(post, phone, post.Clock.NewId(), Name, OtherDocument))); // a second person of this name
        await post.Host.Database.ExecuteAsSchemaOwnerAsync("drop index planted");
        Assert.Single(await post.RowsAsync<Person>());
        await post.Host.Database.ExecuteAsSchemaOwnerAsync("alter table checkpoints_occupant rename to planted");
        await SendAsync(phone, phone.Body(A_check(post, phone, post.Clock.NewId(), OtherName, OtherDocument)));
    }

    private static JsonObject A_check(Post post, Phone phone, Guid passage, string name, string document)
    {
        var record = phone.Check(passage, Plate, document);
        var occupant = record["body"]!["occupants"]![0]!;
        (occupant["name"], occupant["phone"], occupant["code"], occupant["note"]) = (name, $"+86 {Telephone}", Code, $"{name} {Plate}");
        return record;
    }

    private async Task SendAsync(Phone phone, byte[] body, string? token = null, string? signature = null)
    {
        using var answer = await phone.SendAsync(body, signature, token);
        await KeepAsync(answer);
    }

    private async Task PostAsync(HttpClient browser, string address, object body)
    {
        using var answer = await browser.PostAsJsonAsync(address, body, RedVestHost.Stop);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
            await KeepAsync(answer);
    }

    /// <summary>What a device is answered, and every problem: a list in the office may show a name, these may not.</summary>
    private async Task KeepAsync(HttpResponseMessage answer) =>
        _all.Add($"problem {(int)answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync(RedVestHost.Stop)}");
}
