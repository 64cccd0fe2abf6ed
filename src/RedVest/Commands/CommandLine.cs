using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Globalization;
using RedVest.Kernel;
using RedVest.Kernel.Personal;
using RedVest.Setup;

namespace RedVest;

/// <summary>The command line. Each command is a thin shell over what the program can do anyway.</summary>
internal static class CommandLine
{
    /// <summary>Longer than the server takes to answer its last requests and empty its queues.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(40);

    internal static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = Language.OfShell(args);
        new ServiceCollection().AddTexts(typeof(CommandLine));
        var parsed = Root().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            return Terminal.Fail(Exit.Usage, Texts.Say("usage.see-help", ("command", NameOf(parsed.CommandResult))));
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeToStop, EnableDefaultExceptionHandler = false });
        }
        catch (StartException refusal)
        {
            return Terminal.Fail(Exit.No, refusal.Message);
        }
        catch (KeyFileException trouble)
        {
            return Terminal.Fail(Exit.BadInput, trouble.Message);
        }
        catch (DbException exception)
        {
            return Terminal.Fail(Exit.Unavailable, Texts.Say("start.database", ("reason", exception.Message)));
        }
    }

    /// <summary>As it is typed: <c>redvest drill checkpoint-day</c>.</summary>
    private static string NameOf(CommandResult command) => command.Parent is CommandResult above ? $"{NameOf(above)} {command.Command.Name}" : "redvest";

    internal static RootCommand Root()
    {
        var shared = new SharedOptions();
        return new RootCommand(Texts.Say("help.redvest"))
        {
            shared.Data, shared.Postgres, shared.Language, shared.Json, shared.Server,
            ServeCommand.Create(shared),
            DemoCommand.Create(shared),
            DrillCommand.Create(shared),
            BackupCommand.Create(shared),
            RestoreCommand.Create(shared),
            DoctorCommand.Create(shared),
            AuditCommand.Create(shared),
            TlsCommand.Create(shared),
            VerifyCommand.Create(shared),
            CertificateCommand.Create(shared),
            ConformanceCommand.Create(shared),
            RulesCommand.Create(shared),
        };
    }
}
