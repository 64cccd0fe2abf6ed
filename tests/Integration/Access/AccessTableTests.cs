using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Devices;
using RedVest.Kernel.Access;
using Xunit;

namespace RedVest.Integration.Tests.Access;

public sealed partial class AccessTableTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it_and_stands_in_the_table()
    {
        await using var host = await RedVestHost.StartAsync();

        var declared = EndpointsOf(host).ToDictionary(e => e.Name, e => PolicyOf(e.Endpoint), StringComparer.Ordinal);

        var wrong = declared.Where(e => !AccessTable.Endpoints.TryGetValue(e.Key, out var policy) || e.Value != (policy ?? "anybody"));

        Assert.Empty(wrong.Select(e => $"{e.Key} → {e.Value}")); // "nothing": says neither a policy nor that anybody may call it
    }

    [Fact]
    public async Task Strangers_devices_the_operator_and_each_role_get_what_the_table_says()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();
        var callers = new List<(string Name, HttpClient Browser, Func<Admission, bool> IsLetIn)>
        {
            ("a stranger", host.NewClient(), _ => false),
            ("a user without grants", await host.SignInAsync(role: null), who => who.AnyUser),
            ("a user whose grant is over", await host.SignInAsync(await host.AddUserAsync(Role.Administrator, until: TimeProvider.System.GetUtcNow())), who => who.AnyUser),
            ("a device", await DeviceAsync(host), who => who.Device),
            ("the operator", Operator(host), who => who.Operator),
        };
        foreach (var role in Enum.GetValues<Role>())
            callers.Add((role.ToString(), await host.SignInAsync(role), who => who.AnyUser || who.Roles.Contains(role)));

        var wrong = new List<string>();
        var endpoints = EndpointsOf(host).Select(e => (e.Name, Policy: AccessTable.Endpoints[e.Name])).Where(e => e.Policy is not null).ToArray();
        Assert.True(endpoints.Length > 15);
        foreach (var (endpoint, policy) in endpoints)
        {
            foreach (var (name, browser, isLetIn) in callers)
            {
                var status = await CallAsync(browser, endpoint, name);
                var isIn = status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                if (isIn != isLetIn(Policies.Table[policy!])) // only named ones are here
                    wrong.Add($"{name} at {endpoint}: {(int)status}");
                if (name == "a stranger" && status != HttpStatusCode.Unauthorized)
                    wrong.Add($"a stranger at {endpoint}: {(int)status} instead of 401");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_lies_outside_of_the_callers_scope_is_not_found()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();
        var (here, there) = (await host.AddCheckpointAsync(), await host.AddCheckpointAsync(divisionCode: 141122102000));
        HttpClient[] insiders = [
            await host.SignInAsync(Role.PostHead), await host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: here.ToString()),
            await host.SignInAsync(Role.PostHead, scope: "141122101")];
        HttpClient[] outsiders = [
            await host.SignInAsync(Role.PostHead, Personas.Wenshui), await host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: there.ToString()),
            await host.SignInAsync(Role.PostHead, scope: "141122102"),
            await host.SignInAsync(Role.PostHead, Personas.Wenshui, ScopeKind.Place, here.ToString()), // another county's user who knows the id
        ];
        var addresses = EndpointsOf(host).Select(e => e.Name).Where(e => e.StartsWith("GET /api/v1/checkpoints/{id}", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(addresses);

        var wrong = new List<string>();
        foreach (var address in addresses)
        {
            foreach (var browser in insiders)
                wrong.AddRange(await CallAsync(browser, address, "", here) is not HttpStatusCode.OK and var status ? [$"{address} inside: {(int)status}"] : []);
            foreach (var browser in outsiders)
                wrong.AddRange(await CallAsync(browser, address, "", here) is not HttpStatusCode.NotFound and var status ? [$"{address} outside: {(int)status}"] : []);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_endpoint_that_forgot_to_say_who_may_call_it_is_refused_to_everybody()
    {
        await using var host = await RedVestHost.StartAsync(endpoints: app =>
        {
            app.MapGet("/test/forgotten", () => "secret");
            app.MapGet("/test/half-forgotten", () => "secret").RequireAuthorization();
        });
        await host.SetUpAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);

        foreach (var address in new[] { "/test/forgotten", "/test/half-forgotten" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Api.GetAsync(address, RedVestHost.Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await administrator.GetAsync(address, RedVestHost.Stop)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await host.Api.GetAsync("/api/v1/no-such-thing", RedVestHost.Stop)).StatusCode);
    }

    [Fact]
    public async Task The_operators_token_is_good_on_this_machine_only_and_names_one_owner()
    {
        await using var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();
        using var @operator = Operator(host);
        using var liar = host.NewClient();
        liar.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Operator", new string('0', 64));

        Assert.Equal(HttpStatusCode.OK, (await @operator.GetAsync("/api/v1/users", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await liar.GetAsync("/api/v1/users", RedVestHost.Stop)).StatusCode);
        @operator.DefaultRequestHeaders.Add("X-RedVest-Owner", "999999");
        Assert.Equal(HttpStatusCode.Unauthorized, (await @operator.GetAsync("/api/v1/users", RedVestHost.Stop)).StatusCode);
    }

    private static HttpClient Operator(RedVestHost host)
    {
        var browser = host.NewClient();
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Operator", host.Services.GetRequiredService<OperatorToken>().Value);
        return browser;
    }

    private static async Task<HttpClient> DeviceAsync(RedVestHost host)
    {
        using var office = await host.SignInAsync(Role.PostHead);
        using var phone = new Phone();
        await phone.EnrolAsync(host.Api, await office.MakeCodeAsync(await host.AddCheckpointAsync()));
        var device = host.NewClient();
        device.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await phone.OpenAsync(host.Api));
        return device;
    }

    /// <summary>Calls with ids of nothing and an empty body: who is let in gets a 2xx, 400, 404 or 409 further in.</summary>
    private static async Task<HttpStatusCode> CallAsync(HttpClient browser, string endpoint, string caller, Guid id = default)
    {
        if (endpoint == "POST /api/v1/sign-out" && caller != "a stranger" && browser.DefaultRequestHeaders.Authorization is null)
            return HttpStatusCode.NoContent; // tried in SessionTests; here it would end the sessions of the other cells
        var (method, address) = (endpoint.Split(' ')[0], Parameter().Replace(endpoint.Split(' ')[1], p => p.Value switch
        {
            "{day}" => "2022-04-14",
            "{number}" => "1",
            _ => id.ToString(),
        }));
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method != "GET")
            request.Content = JsonContent.Create(new { });
        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, RedVestHost.Stop);
        return answer.StatusCode;
    }

    private static IEnumerable<(string Name, RouteEndpoint Endpoint)> EndpointsOf(RedVestHost host) =>
        host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Where(method => method != HttpMethods.Head)
                .Select(method => ($"{method} /{Constraint().Replace(endpoint.RoutePattern.RawText!, "").Trim('/')}", endpoint)));

    private static string PolicyOf(RouteEndpoint endpoint)
    {
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToArray();
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "anybody"
            : policies.Length > 0 && policies.All(Policies.Table.ContainsKey) ? string.Join(" + ", policies)
            : "nothing";
    }

    /// <summary>What a parameter must look like: <c>:guid</c>.</summary>
    [GeneratedRegex(@":[a-z]+(?=\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
