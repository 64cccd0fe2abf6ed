using System.CommandLine;
using RedVest.Conformance;
using RedVest.Kernel;

namespace RedVest;

/// <summary><c>redvest conformance --data DIR</c>: whether codes and rules mean here what they mean to the world. Exit 1 when something disagrees or nothing ran.</summary>
internal static class ConformanceCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var report = new Option<FileInfo?>("--report") { Description = Texts.Say("help.conformance.report"), HelpName = "FILE" };
        var command = new Command("conformance", Texts.Say("help.conformance")) { report };
        command.SetAction(parsed =>
        {
            var folder = shared.FolderOf(parsed);
            if (parsed.GetResult(shared.Data) is null or { Implicit: true } || !Directory.Exists(folder))
                return Terminal.Fail(Exit.BadInput, Texts.Say("conformance.no-folder"));
            var result = ConformanceRun.Of(folder);
            if (parsed.GetValue(report) is { } page)
                File.WriteAllText(page.FullName, ConformanceReport.Page(result));
            Print(result, shared.TerminalOf(parsed));
            return result.IsGood ? Exit.Ok : Exit.No;
        });
        return command;
    }

    private static void Print(ConformanceResult result, Terminal terminal)
    {
        terminal.Say("conformance.columns");
        foreach (var line in ConformanceReport.Lines(result))
            terminal.Print(line);
        foreach (var check in result.Checks.Where(c => c.Agreement == Agreement.Disagrees))
            terminal.Say("conformance.disagrees", ("file", check.File), ("step", check.Step), ("expected", check.Expected), ("actual", check.Actual));
        foreach (var set in result.Absent)
            terminal.Say("conformance.absent", ("set", set));
        terminal.Say(
            result.IsGood ? "conformance.good" : "conformance.bad",
            ("agrees", result.Count(Agreement.Agrees)),
            ("disagrees", result.Count(Agreement.Disagrees)),
            ("apart", result.Count(Agreement.NotReproducible)),
            ("unjudged", result.Count(Agreement.NotJudged)));
        terminal.Json(new
        {
            good = result.IsGood,
            agrees = result.Count(Agreement.Agrees),
            disagrees = result.Count(Agreement.Disagrees),
            notReproducible = result.Count(Agreement.NotReproducible),
            notJudged = result.Count(Agreement.NotJudged),
            result.Absent,
            checks = result.Checks.GroupBy(c => (c.Set, c.Issuer, c.Step, c.Agreement)).Select(g => new { g.Key.Set, g.Key.Issuer, g.Key.Step, agreement = g.Key.Agreement.ToString(), count = g.Count() }),
            disagreements = result.Checks.Where(c => c.Agreement == Agreement.Disagrees),
            result.Codes,
        });
    }
}
