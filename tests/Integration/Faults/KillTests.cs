using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Lanes;
using RedVest.Integration.Tests.Shell;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Phones = 4;
    private const int Kills = 5;

    [Fact]
    public async Task Killed_five_times_under_load_the_server_has_every_acknowledged_record_exactly_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var post = await Post.OpenAsync();
        var phones = new List<BusyPhone>();
        for (var n = 0; n < Phones; n++)
            phones.Add(new BusyPhone(post, await post.EnrolAsync(), n + 1, new Random(random.Next())));
        await post.Host.DisposeServerAsync();
        var postgres = TestDatabase.OnPostgres ? post.Host.Database.Options.ConnectionString : null;
        var store = post.Host.Services.GetRequiredService<Store>();

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync(post.Host.DataFolder, postgres);
            var before = Acknowledged(phones);
            using var enough = new CancellationTokenSource();
            var work = phones.Select(phone =>
            {
                phone.Server = server.Client;
                return phone.WorkAsync(enough.Token);
            }).ToArray();
            while (Acknowledged(phones) < before + 40) // under way
                await Task.Delay(10, RedVestHost.Stop);
            await Task.Delay(random.Next(400), RedVestHost.Stop);
            await server.KillAsync();
            await enough.CancelAsync();
            await Task.WhenAll(work);

            var stored = await Books.StoredAsync(store);
            Assert.All(phones, phone => Assert.Empty(phone.Acknowledged.Except(stored)));
            output.WriteLine($"kill {kill}: {Acknowledged(phones)} acknowledged, {stored.Count} stored, {phones.Sum(p => p.All.Count)} recorded");
        }

        await using (var server = await ServerProcess.StartAsync(post.Host.DataFolder, postgres))
        {
            foreach (var phone in phones)
                phone.Server = server.Client;
            await Task.WhenAll(phones.Select(phone => phone.FinishAsync()));
            Assert.Equal(0, await server.StopAsync());
        }

        Assert.All(phones, phone => Assert.Empty(phone.Trouble));
        Assert.Contains(phones, phone => phone.Resent > 0);
        await Books.BalanceAsync(store, post.Host.Services.GetRequiredService<SigningKeys>(), phones);
        var (exit, _, complaint) = await CommandTests.RedVestAsync(
            ["audit", "verify", "--data", post.Host.DataFolder, .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres]]);
        Assert.True(exit == Exit.Ok, complaint);
    }

    private static int Acknowledged(List<BusyPhone> phones) => phones.Sum(phone => phone.Acknowledged.Count);
}
