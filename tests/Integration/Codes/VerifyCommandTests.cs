using System.Text.Json;
using RedVest.Integration.Tests.Lanes;
using RedVest.Integration.Tests.Shell;
using Xunit;

namespace RedVest.Integration.Tests.Codes;

/// <summary>Codes on the command line.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_code_of_a_batch_is_one_line_with_the_outcome_and_steps_that_the_vectors_say()
    {
        using var vectors = Vectors();
        var trust = await WriteAsync("trust.json", vectors.RootElement.GetProperty("trust").GetRawText());
        var cases = vectors.RootElement.GetProperty("cases").EnumerateArray().Where(c => !c.TryGetProperty("unruled", out _) && !c.GetProperty("text").GetString()!.Contains('\n') && !string.IsNullOrWhiteSpace(c.GetProperty("text").GetString())).ToList();
        var codes = await WriteAsync("codes.txt", string.Join('\n', cases.Select(c => c.GetProperty("text").GetString())));

        var (exit, said, _) = await CommandTests.RedVestAsync(
            "verify", "--batch", codes, "--trust", trust, "--pack", "TEST-MINIMAL", "--at", vectors.RootElement.GetProperty("at").GetString()!);

        Assert.Equal(Exit.No, exit);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(cases.Count, lines.Length);
        foreach (var (expected, line) in cases.Zip(lines))
        {
            using var actual = JsonDocument.Parse(line);
            Assert.Equal(
                (expected.GetProperty("name").GetString(), expected.GetProperty("outcome").GetString(), expected.GetProperty("detail").GetString()),
                (expected.GetProperty("name").GetString(), actual.RootElement.GetProperty("outcome").GetString(), actual.RootElement.GetProperty("detail").GetString()));
        }
    }

    [Theory]
    [InlineData("hello", 10)]
    [InlineData("HC2:NCF", 11)]
    [InlineData("HC1:NCF", 12)]
    public async Task The_exit_code_tells_the_outcome_and_nothing_is_accepted_without_a_rule(string text, int expected)
    {
        var (exit, said, _) = await CommandTests.RedVestAsync("verify", text, "--lang", "en");

        Assert.Equal(expected, exit);
        Assert.Contains("This is ", said.Replace("The code is damaged", "This is damaged", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trust_list_that_cannot_be_read_stops_the_command()
    {
        var file = await WriteAsync("trust.json", "{\"format\":1,\"keys\":[]}");

        var (exit, said, complaint) = await CommandTests.RedVestAsync("verify", "HC1:NCF", "--trust", file, "--lang", "en");

        Assert.Equal((Exit.BadInput, ""), (exit, said));
        Assert.Contains("trust.json", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conformance_over_an_empty_folder_is_no_success()
    {
        var (exit, said, _) = await CommandTests.RedVestAsync("conformance", "--data", _folder, "--lang", "en");

        Assert.Equal(Exit.No, exit);
        Assert.Contains("There is no set dgc-testdata: skipped.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reproducible_statement_of_the_public_data_agrees()
    {
        var data = Path.Combine(Environment.GetEnvironmentVariable("REDVEST_TESTDATA") ?? Repository.File("../shared/data"), "certificates");
        Assert.SkipUnless(Directory.Exists(data), "The public data sets are absent: set REDVEST_TESTDATA.");

        var (exit, said, _) = await CommandTests.RedVestAsync("conformance", "--data", data, "--json");

        using var result = JsonDocument.Parse(said);
        Assert.Equal((Exit.Ok, "[]"), (exit, result.RootElement.GetProperty("disagreements").GetRawText()));
        Assert.True(result.RootElement.GetProperty("agrees").GetInt32() > 5000);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text, RedVestHost.Stop);
        return file;
    }

    private static JsonDocument Vectors() => JsonDocument.Parse(File.ReadAllText(Repository.File("tests/vectors/certificates.json")));
}
