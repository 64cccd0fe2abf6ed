using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RedVest.CertLogic;
using RedVest.Kernel;
using RedVest.Kernel.Rules;

namespace RedVest;

/// <summary><c>redvest rules explain</c>: one sentence for the officer, then all of it for an auditor.</summary>
internal static class RulesExplain
{
    internal static Command Create(SharedOptions shared)
    {
        var file = new Argument<FileInfo>("PACK") { Description = Texts.Say("help.rules.file") };
        var facts = new Option<string>("--facts") { Description = Texts.Say("help.rules.facts"), HelpName = "FILE|-", Required = true };
        var command = new Command("explain", Texts.Say("help.rules.explain")) { file, facts };
        command.SetAction(parsed => RulesCommand.WithFiles(() => Explain(parsed.GetRequiredValue(file), parsed.GetRequiredValue(facts), shared.TerminalOf(parsed))));
        return command;
    }

    private static int Explain(FileInfo file, string source, Terminal terminal)
    {
        if (PackLoader.Read(RulesCommand.ReadPack(file), FactsSchema.Published).Pack is not { } pack)
            return Terminal.Fail(Exit.BadInput, Texts.Say("rules.not-a-pack", ("file", file)));
        try
        {
            var facts = Read(source == "-" ? Console.In.ReadToEnd() : File.ReadAllText(source));
            return Say(pack, Decision.Decide(pack, facts), Explanation.Of(pack, facts), terminal);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Terminal.Fail(Exit.BadInput, Texts.Say("rules.facts-wrong", ("reason", wrong.Message)));
        }
    }

    /// <summary>The published document, or facts by their full names with nothing around them.</summary>
    internal static Facts Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("{ … }");
        if (root.EnumerateObject().Any(member => member.Name.EndsWith("Known", StringComparison.Ordinal)))
            return Facts.Parse(FactsSchema.Published, root);
        var facts = new Facts(FactsSchema.Published);
        foreach (var member in root.EnumerateObject())
            facts[member.Name] = Value.Parse(member.Value);
        return facts;
    }

    private static int Say(Pack pack, Ruling ruling, IReadOnlyList<RuleSaid> said, Terminal terminal)
    {
        var sentence = pack.TextOf(ruling.Rules[0])!;
        terminal.Say("rules.decided", ("verdict", Name(ruling.Verdict)), ("look", ruling.MustLook ? Texts.Say("rules.look") : ""));
        terminal.Print(InLanguage(sentence));
        terminal.Print("");
        foreach (var (rule, at) in said.Select((rule, at) => (rule, at)))
        {
            terminal.Print($"{at + 1,3}. {rule.Id} ({Texts.Say("rules.kind." + rule.Kind)} → {Name(rule.Verdict)}): {Texts.Say("rules.outcome." + rule.Outcome)}");
            terminal.Print($"     {InLanguage(rule.Text)} {rule.Source}{(rule.Doubt is { } doubt ? $" ? {doubt}" : "")}");
            foreach (var (name, value) in rule.Facts)
                terminal.Print($"     {name} = {(value is null ? Texts.Say("rules.unknown-fact") : JsonSerializer.Serialize(value))}");
            foreach (var (name, parameter) in rule.Parameters)
                terminal.Print($"     {name} = {parameter.Value} {parameter.Unit}");
        }

        terminal.Json(new { ruling.Verdict, ruling.MustLook, ruling.Rules, ruling.Unanswered, sentence, pack = new { pack.Id, pack.Version }, tried = said });
        return Exit.Ok;
    }

    /// <summary>A verdict's name; a pack may have verdicts that we have no word for.</summary>
    private static string Name(string verdict) => Texts.Say("rules.verdict." + verdict) is var word && word.StartsWith("rules.", StringComparison.Ordinal) ? verdict : word;

    private static string InLanguage(Wording wording) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? wording.En : wording.Zh;
}
