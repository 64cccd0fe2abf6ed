using System.Data.Common;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RedVest.Backup;
using RedVest.Kernel;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using RedVest.Tls;

namespace RedVest.Doctor;

/// <summary>Looks at everything a start depends on and changes nothing.</summary>
internal sealed class Examination(ServerOptions options, RedVestDb db, TimeProvider clock)
{
    private const long SmallDisk = 2L * 1024 * 1024 * 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    internal async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [Folder(), Disk()];
        findings.AddRange(await DatabaseAsync(cancellationToken));
        findings.AddRange([Certificate(), Server()]);
        findings.AddRange(WebApps.Names.Select(WebApp));
        return findings;
    }

    private Finding Folder()
    {
        if (!Directory.Exists(options.DataFolder))
            return Say("folder", Health.Warning, "missing", ("folder", options.DataFolder));
        if (OperatingSystem.IsWindows())
            return Say("folder", Health.Good, "good", ("folder", options.DataFolder));
        var open = Directory.EnumerateFiles(options.DataFolder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".key" or ".pem" or ".json" or ".db" or ".txt")
            .FirstOrDefault(IsOpenToOthers);
        return open is null ? Say("folder", Health.Good, "good", ("folder", options.DataFolder)) : Say("folder", Health.Bad, "open", ("file", open));
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpenToOthers(string file) => (File.GetUnixFileMode(file) & Others) != UnixFileMode.None;

    private Finding Disk()
    {
        var free = new DriveInfo(Path.GetFullPath(Directory.Exists(options.DataFolder) ? options.DataFolder : ".")).AvailableFreeSpace;
        var gigabytes = (free / 1024.0 / 1024 / 1024).ToString("0.0", CultureInfo.InvariantCulture);
        return Say("disk", free < SmallDisk ? Health.Warning : Health.Good, free < SmallDisk ? "small" : "good", ("free", gigabytes));
    }

    private async Task<IEnumerable<Finding>> DatabaseAsync(CancellationToken cancellationToken)
    {
        if (options.Postgres is null && !File.Exists(options.Storage.File))
            return [Say("database", Health.Warning, "missing")];
        try
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            if (pending > 0)
                return [Say("database", Health.Warning, "pending", ("count", pending))];
            if (options.Postgres is null && SqliteCopy.Trouble(options.Storage.File) is { } trouble)
                return [Say("database", Health.Bad, "damaged", ("reason", trouble))];
            return [Say("database", Health.Good, "good"), await KeysAsync(cancellationToken), await ClockAsync(cancellationToken), await LoopsAsync(cancellationToken)];
        }
        catch (Exception exception) when (exception is DbException or SqliteException or InvalidOperationException)
        {
            return [Say("database", Health.Bad, "away", ("reason", exception.Message))];
        }
    }

    /// <summary>Whether these keys are the ones the database was written with: their fingerprint is compared, and one document is opened that nobody sees.</summary>
    private async Task<Finding> KeysAsync(CancellationToken cancellationToken)
    {
        if (!KeyRing.IsIn(options.KeysFolder))
            return Say("keys", Health.Bad, "missing", ("folder", options.KeysFolder));
        try
        {
            using var keys = KeyRing.Open(options.KeysFolder, clock);
            if (await Installation.FingerprintAsync(db, cancellationToken) is { } remembered && remembered != keys.Fingerprint)
                return Say("keys", Health.Bad, "other");
            if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } somebody)
                keys.Decrypt("registry_person", "document", somebody.Id, somebody.Owner, somebody.Document);
            return Say("keys", Health.Good, "good");
        }
        catch (Exception exception) when (exception is CryptographicException or KeyFileException)
        {
            return Say("keys", Health.Bad, "other");
        }
    }

    /// <summary>A clock that went back behind the last record would give new records times in the past.</summary>
    private async Task<Finding> ClockAsync(CancellationToken cancellationToken)
    {
        var last = await db.Set<OwnerState>() // the last row of each owner, by its key: the feed of a year is not walked through
            .Join(db.Set<FeedRow>(), o => new { o.Owner, Number = o.FeedNumber }, f => new { f.Owner, f.Number }, (_, f) => (DateTimeOffset?)f.At)
            .MaxAsync(cancellationToken);
        return last > clock.GetUtcNow() + Ahead ? Say("clock", Health.Bad, "behind", ("last", last)) : Say("clock", Health.Good, "good");
    }

    /// <summary>Entered = ended + inside, counted now from both sources: nobody whom a post answered for is lost.</summary>
    private async Task<Finding> LoopsAsync(CancellationToken cancellationToken)
    {
        var counted = new List<LoopBalance>();
        foreach (var owner in await db.Set<OwnerState>().Select(o => o.Owner).ToListAsync(cancellationToken))
            counted.AddRange(await CountLoops.NowAsync(db.Store, owner, cancellationToken));
        var (inside, differing) = (counted.Sum(c => c.Inside), counted.Sum(c => Math.Max(Math.Abs(c.Difference), c.Differing)));
        return differing == 0 ? Say("loops", Health.Good, "good", ("inside", inside)) : Say("loops", Health.Bad, "differ", ("count", differing));
    }

    private Finding Certificate()
    {
        var files = new CertificateFiles(options.TlsFolder);
        if ((files.ReadImported() ?? files.ReadServer()) is not { } shown)
            return Say("certificate", Health.Warning, "missing");
        var until = new DateTimeOffset(shown.NotAfter);
        var isOver = until <= clock.GetUtcNow();
        return Say("certificate", isOver ? Health.Bad : Health.Good, isOver ? "over" : "good", ("until", until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private Finding Server()
    {
        if (OperatorFile.Read(options.OperatorFile) is { } running)
            return Say("server", Health.Good, "running", ("address", running.Address));
        return Ports.Trouble(options) is { } taken ? new Finding("server", Health.Warning, taken) : Say("server", Health.Good, "stopped");
    }

    private static Finding WebApp(string name) => WebApps.FolderOf(name) is null
        ? Say("web", Health.Warning, "missing", ("name", name))
        : Say("web", Health.Good, "good", ("name", name));

    private static Finding Say(string check, Health health, string text, params (string Name, object? Value)[] values) =>
        new(check, health, Texts.Say($"doctor.{check}.{text}", values));
}
