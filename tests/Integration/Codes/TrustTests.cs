using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Certificates;
using RedVest.Codes;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Kernel.Trust;
using Xunit;

namespace RedVest.Integration.Tests.Codes;

/// <summary>Signed codes at the lane, and whose signatures are believed.</summary>
public sealed class TrustTests
{
    [Fact]
    public async Task A_code_that_holds_is_signed_evidence_and_a_phones_bare_claim_is_not()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var code = await CodeAsync(post);

        var signed = await FactsAsync(post, phone, code);
        var claimed = await FactsAsync(post, phone, code: null);
        var broken = await FactsAsync(post, phone, code[..^1] + (code[^1] == '0' ? '1' : '0'));

        Assert.Equal(("release", "signed", "accepted"), (signed.Verdict, Source(signed), Outcome(signed)));
        Assert.Equal(("seen", null), (Source(claimed), Outcome(claimed)));
        Assert.Equal("seen", Source(broken));
        Assert.NotEqual("accepted", Outcome(broken));
    }

    [Fact]
    public async Task A_positive_code_is_signed_too_and_releases_nobody()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();

        var positive = await FactsAsync(post, phone, await CodeAsync(post, isNegative: false));

        Assert.Equal(("signed", "result-positive"), (Source(positive), Outcome(positive)));
        Assert.NotEqual("release", positive.Verdict);
    }

    [Fact]
    public async Task A_key_is_believed_from_its_import_to_its_removal_on_the_server_and_in_the_bundle()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.Administrator);
        using var vectors = Vectors();
        var code = vectors.RootElement.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("outcome").GetString() == "accepted").GetProperty("text").GetString()!;

        Assert.Equal("issuer-unknown", Outcome(await FactsAsync(post, phone, code)));

        var file = vectors.RootElement.GetProperty("trust").GetRawText();
        using var import = await office.PostAsJsonAsync("/api/v1/trust/import", new { fileName = "lists/county.json", content = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(file)) }, RedVestHost.Stop);
        var answer = await import.JsonAsync();
        Assert.True(answer.GetProperty("added").GetInt32() > 1);
        Assert.NotEqual("issuer-unknown", Outcome(await FactsAsync(post, phone, code)));
        var rows = (await office.ReadAsync("/api/v1/trust")).GetProperty("rows").EnumerateArray().ToList();
        Assert.All(rows, row => Assert.Equal("county.json", row.GetProperty("source").GetString()));
        Assert.Equal(rows.Count, Carried(await BundleAsync(post, phone)).Count);

        foreach (var row in rows)
        {
            using var removal = await office.PostAsJsonAsync($"/api/v1/trust/{row.GetProperty("id").GetString()}/remove", new { reason = "no longer in use" }, RedVestHost.Stop);
            Assert.Equal(HttpStatusCode.NoContent, removal.StatusCode);
        }

        Assert.Equal("issuer-unknown", Outcome(await FactsAsync(post, phone, code)));
        Assert.Empty(Carried(await BundleAsync(post, phone)));
    }

    [Fact]
    public async Task A_file_without_a_usable_key_is_refused()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();
        using var office = await host.SignInAsync(Role.Administrator);

        using var answer = await office.PostAsJsonAsync("/api/v1/trust/import", new { fileName = "list.pem", content = Convert.ToBase64String("hello"u8) }, RedVestHost.Stop);

        Assert.Equal("trust-file-unreadable", await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Recognising_a_code_names_its_holder_and_no_person_of_ours()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var lane = phone.Client();

        using var answer = await lane.PostAsJsonAsync("/api/v1/checkpoints/recognise", new { code = await CodeAsync(post) }, RedVestHost.Stop);
        var json = await answer.JsonAsync();

        Assert.False(json.GetProperty("recognised").GetBoolean());
        Assert.Empty(json.GetProperty("occupants").EnumerateArray());
        var certificate = json.GetProperty("certificate");
        Assert.Equal("accepted", certificate.GetProperty("outcome").GetString());
        Assert.Equal(("张", "ZHANG"), (certificate.GetProperty("name").GetProperty("family").GetString(), certificate.GetProperty("name").GetProperty("familyStandard").GetString()));
    }

    [Fact]
    public async Task The_private_key_lies_encrypted_in_the_database()
    {
        await using var post = await Post.OpenAsync();
        await CodeAsync(post);

        var row = Assert.Single(await post.RowsAsync<SigningKeyRow>());

        using var key = System.Security.Cryptography.ECDsa.Create();
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => key.ImportPkcs8PrivateKey(row.PrivateKey, out _));
    }

    /// <summary>A test certificate signed by the post's owner, sampled two hours ago.</summary>
    private static async Task<string> CodeAsync(Post post, bool isNegative = true)
    {
        var text = "";
        await post.WithDbAsync(async db =>
        {
            var request = new IssueTestCertificate.Request(
                "张三丰", "1990-01-01", TestKind.Naat, isNegative, post.Clock.GetUtcNow().AddHours(-2), "Post", "County", ValueSets.Active("disease-agent-targeted")[0]);
            var me = Caller.Of(CallerKinds.System, null, Post.Owner);
            text = (await IssueTestCertificate.RunAsync(db, me, post.Host.Services.GetRequiredService<KeyRing>(), request, post.Clock, RedVestHost.Stop)).Text;
        });
        return text;
    }

    private sealed record Judged(string Verdict, JsonElement Facts);

    private static async Task<Judged> FactsAsync(Post post, Phone phone, string? code)
    {
        var passage = post.Clock.NewId();
        var check = phone.Check(passage, category: "outside");
        var occupant = check["body"]!["occupants"]![0]!.AsObject();
        if (code is not null)
            occupant["code"] = code;
        occupant["test"] = new JsonObject { ["result"] = "negative", ["source"] = "signed", ["sampledAt"] = post.Clock.GetUtcNow().AddHours(-1).ToString("O") };
        await phone.PushAsync(check);
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var detail = (await office.ReadAsync($"/api/v1/passages/{passage}")).GetProperty("occupants")[0];
        return new Judged(detail.GetProperty("proposed").GetString()!, detail.GetProperty("facts"));
    }

    private static string? Source(Judged judged) => judged.Facts.GetProperty("test").GetProperty("source").GetString();

    private static string? Outcome(Judged judged) =>
        judged.Facts.GetProperty("certificate").TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null;

    private static JsonDocument Vectors() => JsonDocument.Parse(File.ReadAllText(Repository.File("tests/vectors/certificates.json")));

    private static async Task<Bundle> BundleAsync(Post post, Phone phone)
    {
        Bundle? bundle = null;
        await post.WithDbAsync(async db =>
            bundle = await post.Host.Services.GetRequiredService<Bundles>().MakeAsync(db, phone.Id, Post.Owner, post.Checkpoint, new Dictionary<string, string>(), RedVestHost.Stop));
        return bundle!;
    }

    private static IReadOnlyList<TrustedKey> Carried(Bundle bundle) =>
        KeyImport.Read(System.Text.Encoding.UTF8.GetBytes(bundle.Sections["trust"]), "bundle")!.Keys;
}
