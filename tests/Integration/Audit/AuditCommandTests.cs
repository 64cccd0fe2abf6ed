using System.Text.Json;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Shell;
using Xunit;

namespace RedVest.Integration.Tests.Audit;

public sealed class AuditCommandTests
{
    [Fact]
    public async Task Verification_beside_a_working_server_says_intact_and_finds_what_somebody_changed()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();

        var (exit, intact) = await VerifyAsync(host);
        await host.Database.ExecuteAsSchemaOwnerAsync("update kernel_audit set act = 'nothing-done' where owner = 141122");
        var (exitAfter, changed) = await VerifyAsync(host);

        Assert.Equal((Exit.Ok, true), (exit, intact.GetProperty("intact").GetBoolean()));
        Assert.Equal((Exit.No, "audit-changed"), (exitAfter, changed.GetProperty("problems")[0].GetProperty("code").GetString()));
    }

    private static async Task<(int Exit, JsonElement Said)> VerifyAsync(RedVestHost host)
    {
        string[] postgres = TestDatabase.OnPostgres ? ["--postgres", host.Database.Options.ConnectionString] : [];
        var (exit, said, _) = await CommandTests.RedVestAsync(["audit", "verify", "--json", "--data", host.DataFolder, .. postgres]);
        using var json = JsonDocument.Parse(said);
        return (exit, json.RootElement.Clone());
    }
}
