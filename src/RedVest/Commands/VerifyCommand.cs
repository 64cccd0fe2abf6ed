using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RedVest.Certificates;
using RedVest.Codes;
using RedVest.Kernel;
using RedVest.Kernel.Rules;

namespace RedVest;

/// <summary>
/// <c>redvest verify TEXT|-</c>: what a code is worth. Exit 0 only when the named pack accepts it; each other outcome has its own number
/// (docs/certificates.md). Nothing is written anywhere.
/// </summary>
internal static class VerifyCommand
{
    private const string FromInput = "-";

    internal static Command Create(SharedOptions shared)
    {
        var text = new Argument<string?>("text") { Description = Texts.Say("help.verify.text"), Arity = ArgumentArity.ZeroOrOne };
        var trust = new Option<FileInfo[]>("--trust") { Description = Texts.Say("help.verify.trust"), HelpName = "FILE" };
        var pack = new Option<string?>("--pack") { Description = Texts.Say("help.verify.pack"), HelpName = "FILE|ID" };
        var at = new Option<string?>("--at") { Description = Texts.Say("help.verify.at"), HelpName = "TIME" };
        var batch = new Option<FileInfo?>("--batch") { Description = Texts.Say("help.verify.batch"), HelpName = "FILE" };
        at.Validators.Add(CheckTime);
        var command = new Command("verify", Texts.Say("help.verify")) { text, trust, pack, at, batch };
        command.SetAction(parsed =>
        {
            if (!TryTrust(parsed.GetValue(trust) ?? [], out var keys, out var trouble) || !TryPack(parsed.GetValue(pack), out var requirement, out trouble))
                return Terminal.Fail(Exit.BadInput, trouble);
            var verifier = new Verifier(new TrustList(keys));
            DateTimeOffset Now() => TimeOf(parsed.GetValue(at)) ?? TimeProvider.System.GetUtcNow();
            if (parsed.GetValue(batch) is { } file)
                return Batch(file, line => verifier.Read(line, Now(), requirement));
            return parsed.GetValue(text) is { } said
                ? One(verifier.Read(said == FromInput ? Console.In.ReadToEnd() : said, Now(), requirement), shared.TerminalOf(parsed))
                : Terminal.Fail(Exit.Usage, Texts.Say("verify.no-text"));
        });
        return command;
    }

    private static int One(Reading reading, Terminal terminal)
    {
        terminal.Print(ReadingJson.Sentence(reading));
        terminal.Say("verify.outcome", ("outcome", reading.Outcome.Code()), ("detail", reading.Detail));
        foreach (var step in Enum.GetValues<Step>())
            terminal.Print($"  {step.Code(),-10} {Texts.Say("verify.step." + reading[step].Code())}");
        if (reading.Certificate is { } certificate)
        {
            terminal.Say(
                "verify.holder",
                ("name", $"{certificate.Name.Family} {certificate.Name.Given}".Trim()),
                ("standard", $"{certificate.Name.FamilyStandard} {certificate.Name.GivenStandard}".Trim()),
                ("birth", certificate.BirthDate));
            terminal.Say("verify.issuer", ("issuer", reading.Issuer), ("signer", reading.Key?.Issuer ?? "-"), ("from", ReadingJson.Instant(reading.IssuedAt)), ("to", ReadingJson.Instant(reading.ExpiresAt)));
        }

        if (reading.Certificate?.Test is { } test)
            terminal.Say("verify.test", ("kind", test.Kind), ("result", test.Result), ("sampled", ReadingJson.Instant(test.SampledAt)), ("facility", test.Facility));
        terminal.Json(ReadingJson.Of(reading));
        return OutcomeExit.Of(reading.Outcome);
    }

    /// <summary>One code a line in, one object a line out; blank lines are left out. 0 when each was accepted.</summary>
    private static int Batch(FileInfo file, Func<string, Reading> read)
    {
        if (!file.Exists)
            return Terminal.Fail(Exit.BadInput, Texts.Say("verify.no-file", ("file", file.Name)));
        var exit = Exit.Ok;
        var terminal = new Terminal(json: true);
        foreach (var line in File.ReadLines(file.FullName).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var reading = read(line);
            terminal.Json(ReadingJson.Of(reading));
            if (reading.Outcome != Outcome.Accepted)
                exit = Exit.No;
        }

        return exit;
    }

    /// <summary>A list that cannot be read is no list: the command stops rather than call every issuer unknown.</summary>
    private static bool TryTrust(FileInfo[] files, out List<TrustedKey> keys, out string trouble)
    {
        keys = [];
        foreach (var file in files)
        {
            trouble = Texts.Say("verify.no-file", ("file", file.Name));
            if (!file.Exists)
                return false;
            trouble = Texts.Say("verify.no-trust", ("file", file.Name));
            if (KeyImport.Read(File.ReadAllBytes(file.FullName), file.Name) is not { Keys.Count: > 0 } imported)
                return false;
            keys.AddRange(imported.Keys);
            foreach (var skipped in imported.Skipped)
                Console.Error.WriteLine(Texts.Say("verify.key-skipped", ("file", file.Name), ("place", skipped.Place), ("reason", skipped.Reason)));
        }

        trouble = "";
        return true;
    }

    private static bool TryPack(string? named, out Requirement? requirement, out string trouble)
    {
        (requirement, trouble) = (null, "");
        if (named is null)
            return true;
        try
        {
            if (PackRequirement.Read(named) is not { } found)
            {
                trouble = Texts.Say("verify.no-pack", ("pack", named));
                return false;
            }

            if (found.Requirement is null)
                Console.Error.WriteLine(Texts.Say("verify.pack-rules-none", ("pack", found.Pack.Id)));
            requirement = found.Requirement;
            return true;
        }
        catch (PackException malformed)
        {
            trouble = malformed.Message;
            return false;
        }
    }

    private static void CheckTime(OptionResult result)
    {
        if (TimeOf(result.GetValueOrDefault<string?>()) is null)
            result.AddError(Texts.Say("usage.at"));
    }

    /// <summary>RFC 3339 with an offset; without one it would mean another instant on another machine.</summary>
    private static DateTimeOffset? TimeOf(string? text) =>
        text is { Length: > 10 } && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
