using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Codes;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Trust;

namespace RedVest;

/// <summary><c>redvest certificate issue</c>: one signed test certificate, as a code; <c>keys</c>: the owner's trust list for other readers.</summary>
internal static class CertificateCommand
{
    internal static Command Create(SharedOptions shared) => new("certificate", Texts.Say("help.certificate")) { Issue(shared), Keys(shared) };

    private static Command Issue(SharedOptions shared)
    {
        var name = new Option<string>("--name") { Description = Texts.Say("help.certificate.name"), Required = true };
        var birth = new Option<string>("--birth") { Description = Texts.Say("help.certificate.birth"), HelpName = "YYYY-MM-DD", DefaultValueFactory = _ => "" };
        var sampled = new Option<DateTimeOffset>("--sampled") { Description = Texts.Say("help.certificate.sampled"), HelpName = "TIME", Required = true };
        var positive = new Option<bool>("--positive") { Description = Texts.Say("help.certificate.positive") };
        var antigen = new Option<bool>("--antigen") { Description = Texts.Say("help.certificate.antigen") };
        var facility = new Option<string>("--facility") { Description = Texts.Say("help.certificate.facility"), Required = true };
        var command = new Command("issue", Texts.Say("help.certificate.issue")) { name, birth, sampled, positive, antigen, facility };
        command.SetAction((parsed, cancellationToken) => WithOwnerAsync(shared, parsed, async (db, owner, services) =>
        {
            var request = new IssueTestCertificate.Request(
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(birth),
                parsed.GetValue(antigen) ? TestKind.Antigen : TestKind.Naat,
                !parsed.GetValue(positive),
                parsed.GetRequiredValue(sampled),
                parsed.GetRequiredValue(facility),
                owner.NameZh,
                ValueSets.Active("disease-agent-targeted")[0]);
            var me = Caller.Of(CallerKinds.Operator, null, owner.Owner);
            var issued = await IssueTestCertificate.RunAsync(db, me, services.GetRequiredService<KeyRing>(), request, TimeProvider.System, cancellationToken);
            var terminal = shared.TerminalOf(parsed);
            terminal.Print(issued.Text);
            terminal.Qr(issued.Text);
            terminal.Json(issued);
        }, cancellationToken));
        return command;
    }

    private static Command Keys(SharedOptions shared)
    {
        var command = new Command("keys", Texts.Say("help.certificate.keys"));
        command.SetAction((parsed, cancellationToken) => WithOwnerAsync(shared, parsed, async (db, owner, _) =>
            Console.Out.WriteLine(TrustListFile.Write((await OwnerTrust.ReadAsync(db, owner.Owner, cancellationToken)).Keys)), cancellationToken));
        return command;
    }

    /// <summary>The one owner of a data folder that is set up.</summary>
    private static async Task<int> WithOwnerAsync(
        SharedOptions shared, ParseResult parsed, Func<RedVestDb, OwnerState, IServiceProvider, Task> work, CancellationToken cancellationToken)
    {
        var options = new ServerOptions(shared.FolderOf(parsed)) { Postgres = parsed.GetValue(shared.Postgres) };
        if (options.Postgres is null && !File.Exists(options.Storage.File))
            return Terminal.Fail(Exit.BadInput, Texts.Say("backup.nothing", ("folder", options.DataFolder)));
        await using var app = RedVestServer.Build(options);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var owners = await db.Set<OwnerState>().AsNoTracking().Where(o => o.Owner != Owners.Installation).OrderBy(o => o.Owner).ToListAsync(cancellationToken);
        if (owners.Count != 1)
            return Terminal.Fail(Exit.BadInput, Texts.Say("certificate.owners", ("count", owners.Count.ToString(CultureInfo.InvariantCulture))));
        await work(db, owners[0], scope.ServiceProvider);
        return Exit.Ok;
    }
}
