using System.Text.RegularExpressions;
using RedVest.Integration.Tests.Lanes;
using RedVest.Integration.Tests.Shell;
using Xunit;

namespace RedVest.Integration.Tests.Rules;

/// <summary><c>redvest rules</c> as an author of packs sees it.</summary>
public sealed class RulesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-rules-").FullName;

    private static string Minimal => Repository.File("packs/TEST-MINIMAL/pack.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lint_names_every_fault_with_file_and_line()
    {
        var broken = await ChangedAsync(("\"parameters.feverTenths\"", "373"), ("\"verdict\": \"refer\"", "\"verdict\": \"refuse\""));

        var clean = await CommandTests.RedVestAsync("rules", "lint", Minimal, "--lang", "en");
        var wrong = await CommandTests.RedVestAsync("rules", "lint", broken, "--lang", "en");

        Assert.Equal(Exit.Ok, clean.Exit);
        Assert.Equal(Exit.No, wrong.Exit);
        Assert.Matches($@"(?m)^{Regex.Escape(broken)}:\d+: /rules/\d+/verdict: not one of the verdicts", wrong.Said);
        Assert.True(wrong.Said.Split('\n').Length > 3);
    }

    [Fact]
    public async Task Explain_says_one_sentence_and_then_every_rule()
    {
        var facts = Path.Combine(_folder, "facts.json");
        await File.WriteAllTextAsync(facts, """{"category":"local","healthCode":"red"}""", RedVestHost.Stop);

        var (exit, said, _) = await CommandTests.RedVestAsync("rules", "explain", Minimal, "--facts", facts, "--lang", "en");

        Assert.Equal(Exit.Ok, exit);
        Assert.Equal("Your health code is red. Please wait at the isolation station.", said.Split('\n')[1].Trim());
        Assert.Contains("healthCode = \"red\"", said, StringComparison.Ordinal);
        Assert.Contains("temperatureTenths = unknown", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_names_what_changed_and_says_no_when_something_did()
    {
        var other = await ChangedAsync(("\"value\": 373", "\"value\": 375"));

        var (exit, said, _) = await CommandTests.RedVestAsync("rules", "diff", Minimal, other);
        var same = await CommandTests.RedVestAsync("rules", "diff", Minimal, Minimal);

        Assert.Equal(Exit.No, exit);
        Assert.Equal("~ /parameters/feverTenths/value: 373 → 375", said.Trim());
        Assert.Equal(Exit.Ok, same.Exit);
    }

    private async Task<string> ChangedAsync(params (string Old, string New)[] changes)
    {
        var text = changes.Aggregate(await File.ReadAllTextAsync(Minimal, RedVestHost.Stop), (text, change) => text.Replace(change.Old, change.New, StringComparison.Ordinal));
        var file = Path.Combine(_folder, "pack.json");
        await File.WriteAllTextAsync(file, text, RedVestHost.Stop);
        return file;
    }
}
