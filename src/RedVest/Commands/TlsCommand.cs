using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using RedVest.Kernel;
using RedVest.Tls;

namespace RedVest;

/// <summary><c>redvest tls init | import | status</c>.</summary>
internal static class TlsCommand
{
    internal static Command Create(SharedOptions shared) => new("tls", Texts.Say("help.tls")) { Init(shared), Import(shared), Status(shared) };

    private static Command Init(SharedOptions shared)
    {
        var names = new Option<string[]>("--name") { Description = Texts.Say("help.serve.name"), HelpName = "NAME", DefaultValueFactory = _ => [] };
        var command = new Command("init", Texts.Say("help.tls.init")) { names };
        command.SetAction(parsed =>
        {
            var files = FilesOf(shared, parsed);
            try
            {
                new ServerCertificate(files, parsed.GetValue(names) ?? [], TimeProvider.System).Refresh();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Terminal.Fail(Exit.CannotWrite, Texts.Say("start.read-only", ("folder", files.Folder)));
            }

            return Describe(files, shared.TerminalOf(parsed));
        });
        return command;
    }

    private static Command Import(SharedOptions shared)
    {
        var certificate = new Option<FileInfo>("--cert") { Description = Texts.Say("help.tls.cert"), HelpName = "FILE", Required = true };
        var key = new Option<FileInfo>("--key") { Description = Texts.Say("help.tls.key"), HelpName = "FILE", Required = true };
        var command = new Command("import", Texts.Say("help.tls.import")) { certificate, key };
        command.SetAction(parsed =>
        {
            var files = FilesOf(shared, parsed);
            var trouble = ImportedCertificate.Import(
                files, parsed.GetRequiredValue(certificate).FullName, parsed.GetRequiredValue(key).FullName, TimeProvider.System.GetUtcNow());
            return trouble is null ? Describe(files, shared.TerminalOf(parsed)) : Terminal.Fail(Exit.BadInput, Texts.Say(trouble));
        });
        return command;
    }

    private static Command Status(SharedOptions shared)
    {
        var command = new Command("status", Texts.Say("help.tls.status"));
        command.SetAction(parsed => Describe(FilesOf(shared, parsed), shared.TerminalOf(parsed)));
        return command;
    }

    private static int Describe(CertificateFiles files, Terminal terminal)
    {
        var shown = files.ReadImported() ?? files.ReadServer();
        if (files.ReadAuthority() is not { } authority || shown is null)
            return Terminal.Fail(Exit.No, Texts.Say("tls.none", ("folder", files.Folder)));
        var names = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(san => san.EnumerateDnsNames().Concat(san.EnumerateIPAddresses().Select(address => address.ToString()))).ToArray();
        var imported = files.ReadImported() is not null;
        terminal.Json(new
        {
            authority = files.AuthorityPath,
            fingerprint = ServerCertificate.Fingerprint(authority),
            authorityUntil = authority.NotAfter.ToUniversalTime(),
            imported,
            until = shown.NotAfter.ToUniversalTime(),
            names,
        });
        terminal.Say("tls.authority", ("file", files.AuthorityPath), ("until", Day(authority.NotAfter)), ("fingerprint", ServerCertificate.Fingerprint(authority)));
        terminal.Say(imported ? "tls.shown.imported" : "tls.shown.own", ("until", Day(shown.NotAfter)), ("names", string.Join(", ", names)));
        return Exit.Ok;
    }

    private static string Day(DateTime instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static CertificateFiles FilesOf(SharedOptions shared, ParseResult parsed) => new(Path.Combine(shared.FolderOf(parsed), "tls"));
}
