using System.Text.RegularExpressions;

namespace RedVest.Unit.Tests.House;

/// <summary>Who knows whom, read from the sources: a file knows a folder when it names a type of it whose namespace it sees.</summary>
public sealed partial class WallTests
{
    private static readonly Source[] Sources = [.. Read()];

    [Fact]
    public void No_two_folders_know_each_other_by_any_way_round()
    {
        var types = Sources.SelectMany(s => s.Types.Select(type => (type, s))).ToLookup(x => x.type, x => x.s);
        var knows = Sources.SelectMany(s => s.Words.SelectMany(w => s.Meant(types[w])).Select(to => (s.Folder, To: to.Folder))).Where(a => a.Folder != a.To)
            .Distinct().ToLookup(a => a.Folder, a => a.To);
        Assert.True(knows.Count > 30);

        Assert.Equal([], knows.Select(from => Circle(from.Key, knows)).OfType<string>());
    }

    [Theory]
    [InlineData("RedVest.Kernel", "RedVest.Registry", "RedVest.Checkpoints", "RedVest.Duty", "RedVest.Drill")]
    [InlineData("RedVest.Registry", "RedVest.Checkpoints", "RedVest.Duty", "RedVest.Drill")]
    [InlineData("RedVest.Contracts", "RedVest.Kernel", "RedVest.Registry", "RedVest.Checkpoints", "RedVest.Duty")]
    [InlineData("RedVest.Checkpoints", "RedVest.Duty")]
    [InlineData("RedVest.Duty", "RedVest.Checkpoints")]
    [InlineData("RedVest.CertLogic", "RedVest.Kernel", "RedVest.Registry", "RedVest.Contracts")]
    public void Nobody_knows_who_stands_above(string room, params string[] above) =>
        Assert.Empty(Sources.Where(s => IsIn(s.Namespace, room)).SelectMany(s => s.Usings.Where(u => above.Any(a => IsIn(u, a))).Select(u => $"{s.Namespace} knows {u}")));

    private static string? Circle(string start, ILookup<string, string> knows)
    {
        var cameFrom = new Dictionary<string, string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var at))
        {
            foreach (var to in knows[at])
            {
                if (to == start)
                    return Way(at, cameFrom) + " → " + start;
                if (cameFrom.TryAdd(to, at))
                    open.Enqueue(to);
            }
        }

        return null;
    }

    private static string Way(string to, Dictionary<string, string> cameFrom) => cameFrom.TryGetValue(to, out var before) ? $"{Way(before, cameFrom)} → {to}" : to;

    private static bool IsIn(string name, string room) => name == room || name.StartsWith(room + ".", StringComparison.Ordinal);

    private static IEnumerable<Source> Read()
    {
        var src = Path.Combine(TestData.Checkout(), "src");
        return Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Built().IsMatch(f))
            .Select(f => Parse(Path.GetRelativePath(src, Path.GetDirectoryName(f)!), Comment().Replace(File.ReadAllText(f), "")));
    }

    private static Source Parse(string folder, string text) => new(
        folder,
        Namespace().Match(text).Groups["name"].Value,
        [.. Using().Matches(text).Select(m => m.Groups["name"].Value)],
        [.. Declared().Matches(text).Select(m => m.Groups["name"].Value)],
        [.. Word().Matches(text).Select(m => m.Value)]);

    private sealed record Source(string Folder, string Namespace, string[] Usings, string[] Types, HashSet<string> Words)
    {
        /// <summary>Whom a name may mean here: one of the own namespace hides all others; else what surrounds it, or what a using names.</summary>
        public IEnumerable<Source> Meant(IEnumerable<Source> bearers) => bearers.Any(b => b.Namespace == Namespace)
            ? bearers.Where(b => b.Namespace == Namespace)
            : bearers.Where(b => IsIn(Namespace, b.Namespace) || Usings.Contains(b.Namespace));
    }

    [GeneratedRegex(@"[/\\](obj|bin|Migrations)[/\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Built();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (static )?(?<name>RedVest[\w.]*);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(public|internal)[\w ]* (class|struct|record|interface|enum) (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
