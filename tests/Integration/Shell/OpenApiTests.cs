using System.Text.Json.Nodes;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_the_web_apps_are_made_from_is_the_servers()
    {
        await using var host = await RedVestHost.StartAsync();

        var served = JsonNode.Parse(await host.Api.GetStringAsync(OpenApi.Address, RedVestHost.Stop));
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryFolder(), "web", "shared", "src", "api", "openapi.json"), RedVestHost.Stop));

        Assert.True(JsonNode.DeepEquals(kept, served), "The API has changed: run web/shared/make-api and commit what it makes.");
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RedVest.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("RedVest.slnx is not above the tests.");
        return folder.FullName;
    }
}
