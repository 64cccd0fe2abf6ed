using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RedVest.Unit.Tests.House;

/// <summary>Everything the audit may hold is a sentence in both languages: acts are read from the sources, sentences from the resource files.</summary>
public sealed partial class ActTests
{
    [Theory]
    [InlineData("Acts.resx")]
    [InlineData("Acts.en.resx")]
    public void Every_act_has_a_sentence(string file)
    {
        var said = Sources(file).SelectMany(f => XDocument.Load(f).Descendants("data")).Select(d => (string)d.Attribute("name")!).ToHashSet();
        var acts = Sources("*.cs").SelectMany(f => ActsOf(File.ReadAllText(f))).ToHashSet();

        Assert.True(acts.Count > 80, "The acts are no longer found in the sources.");
        Assert.Equal([], acts.Where(a => !said.Contains("act." + a)).Order());
    }

    [Fact]
    public void Both_languages_have_the_same_sentences_with_the_same_places()
    {
        foreach (var chinese in Sources("Acts.resx"))
        {
            var (zh, en) = (PlacesOf(chinese), PlacesOf(Path.ChangeExtension(chinese, ".en.resx")));
            Assert.Equal(zh.Order(), en.Order());
        }
    }

    private static IEnumerable<string> PlacesOf(string file) => XDocument.Load(file).Descendants("data")
        .Select(d => $"{(string)d.Attribute("name")!}: {string.Join(' ', Place().Matches(d.Value).Select(m => m.Value).Order())}");

    /// <summary>The words in the first argument of <c>Did</c>, of a record that an office writes, and of an act that is chosen before.</summary>
    private static IEnumerable<string> ActsOf(string source) =>
        Said().Matches(source).SelectMany(m => Word().Matches(m.Value)).Concat(Chosen().Matches(source).SelectMany(m => Word().Matches(m.Value))).Select(m => m.Groups["act"].Value);

    private static IEnumerable<string> Sources(string pattern) => Directory
        .EnumerateFiles(Path.Combine(TestData.Checkout(), "src"), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    [GeneratedRegex(@"(?<before>Did\(|records\.WriteAsync\(me, |new AuditEntry\([^;]{0,80}?, )[^,;)]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Said();

    [GeneratedRegex(@"\bAct\(""[^,]*|\(""signed-in"", ""sign-in-failed""|\(""password-confirmed"", ""password-wrong""|PassStates\.\w+, ""pass-[a-z]+""|ImportStates\.\w+ => ""import-[a-z]+""|_ => ""import-refused""", RegexOptions.None, 1000)]
    private static partial Regex Chosen();

    [GeneratedRegex(@"""(?<act>[a-z]+(-[a-z]+)+|recognised|restored)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
