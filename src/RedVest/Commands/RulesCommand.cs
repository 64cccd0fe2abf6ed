using System.CommandLine;
using RedVest.Kernel;
using RedVest.Kernel.Rules;

namespace RedVest;

/// <summary><c>redvest rules lint | explain | diff | install</c>: packs as files; only the last needs the database.</summary>
internal static class RulesCommand
{
    internal static Command Create(SharedOptions shared) => new("rules", Texts.Say("help.rules")) { Lint(shared), RulesExplain.Create(shared), Diff(shared), RulesInstall.Create(shared) };

    private static Command Lint(SharedOptions shared)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = Texts.Say("help.rules.file"), Arity = ArgumentArity.OneOrMore };
        var command = new Command("lint", Texts.Say("help.rules.lint")) { files };
        command.SetAction(parsed => WithFiles(() => Lint(parsed.GetRequiredValue(files), shared.TerminalOf(parsed))));
        return command;
    }

    private static Command Diff(SharedOptions shared)
    {
        var before = new Argument<FileInfo>("OLD") { Description = Texts.Say("help.rules.file") };
        var after = new Argument<FileInfo>("NEW") { Description = Texts.Say("help.rules.file") };
        var command = new Command("diff", Texts.Say("help.rules.diff")) { before, after };
        command.SetAction(parsed => WithFiles(() => Diff(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), shared.TerminalOf(parsed))));
        return command;
    }

    private static int Lint(IReadOnlyList<FileInfo> files, Terminal terminal)
    {
        var read = files.Select(file => (file, Reading: PackLoader.Read(ReadPack(file), FactsSchema.Published, Shipped.Exists))).ToList();
        var usable = read.Where(one => one.Reading.Pack is not null).ToList();
        var together = PackChecks.Together(usable.ConvertAll(one => one.Reading.Pack!)).ToLookup(fault => usable[fault.Index].file, fault => new PackFault(fault.Place, 1, fault.Reason, IsWarning: false));
        var wrong = false;
        foreach (var (file, reading) in read)
        {
            var faults = reading.Faults.Concat(together[file]).ToList();
            wrong |= faults.Count > 0;
            foreach (var fault in faults)
                terminal.Print($"{file}:{fault.Line}: {(fault.IsWarning ? Texts.Say("rules.warning") : "")}{fault.Place}: {fault.Reason}");
            if (faults.Count == 0)
                terminal.Say("rules.clean", ("file", file), ("rules", reading.Pack!.Rules.Count), ("doubts", reading.Pack.Doubts.Count()));
            terminal.Json(new { file = file.ToString(), pack = reading.Pack?.Id, version = reading.Pack?.Version, faults = faults.Select(f => new { f.Line, f.Place, f.Reason, warning = f.IsWarning }) });
        }

        return wrong ? Exit.No : Exit.Ok;
    }

    private static int Diff(FileInfo before, FileInfo after, Terminal terminal)
    {
        var texts = new[] { before, after }.Select(file => (file, Text: ReadPack(file))).ToList();
        if (texts.Find(one => PackLoader.Read(one.Text, FactsSchema.Published).Pack is null) is { file: { } broken })
            return Terminal.Fail(Exit.BadInput, Texts.Say("rules.not-a-pack", ("file", broken)));
        var differences = PackDiff.Of(texts[0].Text, texts[1].Text);
        foreach (var (place, old, now) in differences)
        {
            terminal.Print(old is null ? $"+ {place}: {now}" : now is null ? $"- {place}: {old}" : $"~ {place}: {old} → {now}");
            terminal.Json(new { place, before = old, after = now });
        }

        if (differences.Count == 0)
            terminal.Say("rules.same");
        return differences.Count == 0 ? Exit.Ok : Exit.No;
    }

    /// <summary>A pack is named by its file or by its folder.</summary>
    internal static string ReadPack(FileInfo named) =>
        File.ReadAllText(Directory.Exists(named.FullName) ? Path.Combine(named.FullName, "pack.json") : named.FullName);

    internal static int WithFiles(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Terminal.Fail(Exit.BadInput, Texts.Say("rules.file-unreadable", ("reason", unreadable.Message)));
        }
    }
}
