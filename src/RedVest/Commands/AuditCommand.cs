using System.CommandLine;
using RedVest.Kernel;
using RedVest.Kernel.Audit;

namespace RedVest;

/// <summary><c>redvest audit verify</c>: whether the audit is as it was written; exit 1 when it is not. Runs beside a working server.</summary>
internal static class AuditCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var verify = new Command("verify", Texts.Say("help.audit.verify"));
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            if (Trouble(options) is { } sentence)
                return Terminal.Fail(Exit.BadInput, sentence);
            await using var app = RedVestServer.Build(options);
            return Report(await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(cancellationToken), shared.TerminalOf(parsed));
        });
        return new Command("audit", Texts.Say("help.audit")) { verify };
    }

    /// <summary>Looking must not make what is missing: a new database would be intact, a new key would know no seal.</summary>
    private static string? Trouble(ServerOptions options) =>
        options.Postgres is null && !File.Exists(options.Storage.File) ? Texts.Say("backup.nothing", ("folder", options.DataFolder))
        : !File.Exists(Path.Combine(options.KeysFolder, "seal.pem")) ? Texts.Say("audit.no-key", ("folder", options.KeysFolder))
        : null;

    private static int Report(AuditReport report, Terminal terminal)
    {
        foreach (var problem in report.Problems)
            terminal.Print(Texts.Say("audit.problem", ("owner", problem.Owner), ("place", problem.Place), ("reason", problem.Reason)));
        terminal.Say(
            report.IsIntact ? "audit.intact" : "audit.broken",
            ("count", report.ProblemCount),
            ("audit", report.AuditRows),
            ("feed", report.FeedRows),
            ("seals", report.SealCount),
            ("unsealed", report.UnsealedRows));
        terminal.Json(new
        {
            intact = report.IsIntact,
            problems = report.Problems.Select(p => new { p.Owner, p.Place, p.Code, p.Reason }),
            report.ProblemCount,
            report.AuditRows,
            report.FeedRows,
            report.SealCount,
            report.UnsealedRows,
        });
        return report.IsIntact ? Exit.Ok : Exit.No;
    }
}
