using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Backup;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored_with_a_higher_epoch_and_the_keys_open_it()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "The SQLite file is copied; PostgreSQL has its own tools.");
        var (backup, keys) = (Path.Combine(_folder, "backup.db"), Path.Combine(_folder, "keys.zip"));
        await using (var host = await RedVestHost.StartAsync(shape: o => o with { Demo = true }))
        {
            Assert.Equal(0, (await CommandTests.RedVestAsync("backup", backup, "--keys", keys, "--data", host.DataFolder)).Exit);
        }

        var elsewhere = Path.Combine(_folder, "var");
        var restored = await CommandTests.RedVestAsync("restore", backup, "--keys", keys, "--data", elsewhere);
        var healthy = await CommandTests.RedVestAsync("doctor", "--json", "--data", elsewhere);

        Assert.True(restored.Exit == 0, restored.Complaint);
        Assert.Contains("\"check\":\"keys\",\"health\":\"good\"", healthy.Said, StringComparison.Ordinal);
        await using var app = RedVestServer.Build(new ServerOptions(elsewhere));
        await using var scope = app.Services.CreateAsyncScope();
        var epochs = await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<OwnerState>().Select(o => o.Epoch).ToListAsync(RedVestHost.Stop);
        Assert.All(epochs, epoch => Assert.Equal(2, epoch));
    }

    [Fact]
    public async Task Keys_of_another_installation_are_noticed()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "The SQLite file is copied; PostgreSQL has its own tools.");
        var (backup, keys) = (Path.Combine(_folder, "backup.db"), Path.Combine(_folder, "keys.zip"));
        await using (var one = await RedVestHost.StartAsync(shape: o => o with { Demo = true }))
            await CommandTests.RedVestAsync("backup", backup, "--data", one.DataFolder);
        await using (var other = await RedVestHost.StartAsync(shape: o => o with { Demo = true }))
            KeysArchive.Write(other.DataFolder, keys);

        var elsewhere = Path.Combine(_folder, "var");
        await CommandTests.RedVestAsync("restore", backup, "--keys", keys, "--data", elsewhere);
        var sick = await CommandTests.RedVestAsync("doctor", "--json", "--data", elsewhere);

        Assert.Equal(Exit.No, sick.Exit);
        Assert.Contains("\"check\":\"keys\",\"health\":\"bad\"", sick.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_the_database_stays()
    {
        var junk = Path.Combine(_folder, "junk");
        await File.WriteAllTextAsync(junk, "not a database", RedVestHost.Stop);
        await using var host = await RedVestHost.StartAsync();
        var options = host.Services.GetRequiredService<ServerOptions>();
        await host.DisposeServerAsync();

        var (exit, _, complaint) = await CommandTests.RedVestAsync("restore", junk, "--data", options.DataFolder, "--lang", "en");

        Assert.Equal(Exit.BadInput, exit);
        Assert.Contains("not a usable backup", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_points_out_of_the_folder_is_refused()
    {
        var archive = Path.Combine(_folder, "evil.zip");
        using (var zip = System.IO.Compression.ZipFile.Open(archive, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(zip.CreateEntry("keys/../../evil").Open());
            writer.Write("x");
        }

        Assert.Throws<InvalidDataException>(() => KeysArchive.Read(archive, Path.Combine(_folder, "var")));
        Assert.False(File.Exists(Path.Combine(_folder, "evil")));
    }
}
