using System.CommandLine;
using RedVest.Doctor;
using RedVest.Kernel;
using RedVest.Kernel.Storage;

namespace RedVest;

/// <summary><c>redvest doctor</c>: what is wrong and what to do about it; exit 1 when something is.</summary>
internal static class DoctorCommand
{
    internal static Command Create(SharedOptions shared)
    {
        var command = new Command("doctor", Texts.Say("help.doctor"));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
            await using var app = RedVestServer.Build(options);
            await using var scope = app.Services.CreateAsyncScope();
            var examination = new Examination(options, scope.ServiceProvider.GetRequiredService<RedVestDb>(), TimeProvider.System);
            return Report(await examination.RunAsync(cancellationToken), shared.TerminalOf(parsed));
        });
        return command;
    }

    private static int Report(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        foreach (var finding in findings)
        {
            terminal.Json(new { check = finding.Check, health = finding.Health.ToString().ToLowerInvariant(), sentence = finding.Sentence });
            terminal.Print($"{Sign(finding.Health)} {finding.Sentence}");
        }

        return findings.Any(finding => finding.Health == Doctor.Health.Bad) ? Exit.No : Exit.Ok;
    }

    private static char Sign(Doctor.Health health) => health switch
    {
        Doctor.Health.Good => '✓',
        Doctor.Health.Warning => '!',
        Doctor.Health.Bad => '✗',
    };
}
