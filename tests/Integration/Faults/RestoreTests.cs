using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Lanes;
using RedVest.Integration.Tests.Shell;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

public sealed class RestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-restore-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_the_restore_of_a_backup_made_under_load_devices_send_again_and_everything_is_there_once()
    {
        var (backup, keysFile, elsewhere) = (Path.Combine(_folder, "backup"), Path.Combine(_folder, "keys.zip"), Path.Combine(_folder, "var"));
        await using var post = await Post.OpenAsync();
        await using var target = await TestDatabase.CreateEmptyAsync();
        var phones = new List<BusyPhone>();
        for (var n = 0; n < 3; n++)
            phones.Add(new BusyPhone(post, await post.EnrolAsync(), n + 1, new Random(n)) { Server = post.Host.Local });

        using var enough = new CancellationTokenSource();
        var work = phones.Select(phone => phone.WorkAsync(enough.Token)).ToArray();
        await UntilAsync(() => Acknowledged(phones) > 40);
        var made = await CommandTests.RedVestAsync(["backup", backup, "--keys", keysFile, .. Of(post.Host.DataFolder, post.Host.Database)]);
        Assert.True(made.Exit == Exit.Ok, made.Complaint);
        var acknowledgedInTime = Acknowledged(phones);
        await UntilAsync(() => Acknowledged(phones) > acknowledgedInTime + 40); // what the backup does not hold
        await enough.CancelAsync();
        await Task.WhenAll(work);
        await Task.WhenAll(phones.Select(phone => phone.FinishAsync()));
        await post.Host.DisposeServerAsync();

        var restored = await CommandTests.RedVestAsync(["restore", backup, "--keys", keysFile, .. Of(elsewhere, target)]);
        Assert.True(restored.Exit == Exit.Ok, restored.Complaint);
        await using var store = StoreAt(elsewhere, target);
        Assert.InRange((await Books.StoredAsync(store)).Count, 40, Acknowledged(phones) - 40);

        await using (var server = await ServerProcess.StartAsync(elsewhere, TestDatabase.OnPostgres ? target.Options.ConnectionString : null))
        {
            foreach (var phone in phones)
            {
                phone.Server = server.Client;
                await phone.WorkAsync(1); // the answer names the higher epoch
                await phone.FinishAsync();
            }

            Assert.Equal(Exit.Ok, await server.StopAsync());
        }

        Assert.All(phones, phone => Assert.Equal(2, phone.Epoch));
        Assert.All(phones, phone => Assert.Empty(phone.Trouble));
        using var keys = new SigningKeys(Path.Combine(elsewhere, "keys"));
        await Books.BalanceAsync(store, keys, phones);
        var (exit, _, complaint) = await CommandTests.RedVestAsync(["audit", "verify", .. Of(elsewhere, target)]);
        Assert.True(exit == Exit.Ok, complaint);
    }

    private static Store StoreAt(string folder, TestDatabase target)
    {
        using var rooms = TestDatabase.Rooms();
        var options = TestDatabase.OnPostgres ? target.Options : StorageOptions.Sqlite(Path.Combine(folder, "redvest.db"));
        return new Store(options, rooms.GetServices<RoomAssembly>(), TimeProvider.System);
    }

    private static string[] Of(string folder, TestDatabase database) =>
        TestDatabase.OnPostgres ? ["--data", folder, "--postgres", database.Options.ConnectionString] : ["--data", folder];

    private static int Acknowledged(List<BusyPhone> phones) => phones.Sum(phone => phone.Acknowledged.Count);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(10, RedVestHost.Stop);
    }
}
