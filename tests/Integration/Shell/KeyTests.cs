using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Setup;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

/// <summary>A database belongs to the keys that wrote it.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task A_start_with_the_same_keys_goes_on_and_with_others_it_says_what_to_do()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.DisposeServerAsync();
        Assert.Null(await StartAgainAsync(host));

        var keys = Path.Combine(host.DataFolder, "keys", "data.json");
        var aside = Path.Combine(host.DataFolder, "right.json");
        File.Move(keys, aside);
        Assert.Equal(Texts.Say("start.no-keys", ("folder", Path.Combine(host.DataFolder, "keys"))), await StartAgainAsync(host));
        Assert.False(File.Exists(keys)); // not made anew

        using (KeyRing.Open(Path.Combine(host.DataFolder, "keys"), TimeProvider.System)) // those of another installation
            Assert.Equal(Texts.Say("start.other-keys", ("folder", Path.Combine(host.DataFolder, "keys"))), await StartAgainAsync(host));
        var sick = await DoctorAsync(host);
        File.Move(aside, keys, overwrite: true);
        var well = await DoctorAsync(host);

        Assert.Equal(Exit.No, sick.Exit);
        Assert.Contains("\"check\":\"keys\",\"health\":\"bad\"", sick.Said, StringComparison.Ordinal);
        Assert.Contains("\"check\":\"keys\",\"health\":\"good\"", well.Said, StringComparison.Ordinal);
        Assert.Null(await StartAgainAsync(host));
    }

    [Fact]
    public async Task Of_two_first_starts_at_once_one_fingerprint_is_remembered()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var store = database.OpenStore();
        await Registry.County.SetUpAsync(store);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
        {
            await using var db = store.OpenDb();
            await Installation.RememberAsync(db, $"fingerprint {n}", Caller.System.Did("keys-remembered"), RedVestHost.Stop);
        }, RedVestHost.Stop)));

        await using var read = store.OpenDb();
        Assert.StartsWith("fingerprint ", await Installation.FingerprintAsync(read, RedVestHost.Stop), StringComparison.Ordinal);
    }

    /// <returns>Why it did not start; null when it did.</returns>
    private static async Task<string?> StartAgainAsync(RedVestHost host)
    {
        await using var app = RedVestServer.Build(new ServerOptions(host.DataFolder)
        {
            Port = 0,
            TlsPort = 0,
            Demo = false,
            Postgres = TestDatabase.OnPostgres ? host.Database.Options.ConnectionString : null,
        });
        try
        {
            await using var server = await RunningServer.StartAsync(app, RedVestHost.Stop);
            return null;
        }
        catch (StartException refusal)
        {
            return refusal.Message;
        }
    }

    private static Task<(int Exit, string Said, string Complaint)> DoctorAsync(RedVestHost host) => CommandTests.RedVestAsync(
        ["doctor", "--json", "--data", host.DataFolder, .. TestDatabase.OnPostgres ? (string[])["--postgres", host.Database.Options.ConnectionString] : []]);
}
