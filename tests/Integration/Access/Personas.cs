using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Access;

/// <summary>Counties and people for tests.</summary>
internal static class Personas
{
    internal const int Jiaocheng = 141122;
    internal const int Wenshui = 141121;
    internal const string Password = "three red vests at the gate";

    private static int _count;

    /// <summary>Makes the installation and two counties.</summary>
    internal static async Task SetUpAsync(this RedVestHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        await SetUpOwner.RunAsync(db, Caller.System, Jiaocheng, new DisplayName("交城县", "Jiaocheng"), 480, RedVestHost.Stop);
        await SetUpOwner.RunAsync(db, Caller.System, Wenshui, new DisplayName("文水县", "Wenshui"), 480, RedVestHost.Stop);
    }

    /// <summary>A user with the password of all tests and one grant, over the whole county if no scope is said; null role: no grant.</summary>
    internal static async Task<Persona> AddUserAsync(
        this RedVestHost host, Role? role, int home = Jiaocheng, ScopeKind scopeKind = ScopeKind.Division, string? scope = null, DateTimeOffset? until = null)
    {
        await using var services = host.Services.CreateAsyncScope();
        var accounts = services.ServiceProvider.GetRequiredService<Accounts>();
        var clock = services.ServiceProvider.GetRequiredService<TimeProvider>();
        var userName = FormattableString.Invariant($"user{Interlocked.Increment(ref _count)}");
        var (id, _) = await accounts.CreateAsync(Caller.System, userName, "测试员", home, Password) ?? throw new InvalidOperationException("The name is taken.");
        if (role is { } given)
        {
            await accounts.GrantAsync(
                Caller.System, id, given, scopeKind, scope ?? FormattableString.Invariant($"{home:D6}"), clock.Now().AddMinutes(-1), until, RedVestHost.Stop);
        }

        return new Persona(id, userName);
    }

    /// <summary>A browser in which a new user of this role is signed in.</summary>
    internal static async Task<HttpClient> SignInAsync(
        this RedVestHost host, Role? role, int home = Jiaocheng, ScopeKind scopeKind = ScopeKind.Division, string? scope = null) =>
        await host.SignInAsync(await host.AddUserAsync(role, home, scopeKind, scope));

    internal static async Task<HttpClient> SignInAsync(this RedVestHost host, Persona who)
    {
        var browser = host.NewClient();
        var answer = await browser.TrySignInAsync(who.UserName, Password);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    internal static Task<HttpResponseMessage> TrySignInAsync(this HttpClient browser, string userName, string password) =>
        browser.PostAsJsonAsync("/api/v1/sign-in", new { userName, password }, RedVestHost.Stop);

    internal static Task<HttpResponseMessage> PostAsync(this HttpClient browser, string address, object? body = null) =>
        browser.PostAsJsonAsync(address, body ?? new { }, RedVestHost.Stop);
}

/// <param name="Id">The user's.</param>
internal sealed record Persona(Guid Id, string UserName);
