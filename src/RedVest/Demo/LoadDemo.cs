using System.Security.Cryptography;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;

namespace RedVest.Demo;

/// <summary>
/// Fills an empty database with the demo's owners. Day 0 is the day it is loaded; outbreaks and pack are in force from day −30.
/// The administrator's grant comes last: a load that was broken off is seen by its absence and can be done anew.
/// </summary>
internal sealed class LoadDemo(IServiceProvider services, RedVestDb db, Accounts accounts, KeyRing keys, PackSeals seals, TimeProvider clock)
{
    /// <summary>How long outbreak and pack have been in force on day 0.</summary>
    internal static readonly TimeSpan InForceBefore = TimeSpan.FromDays(30);

    /// <summary>The demo's outbreak ends 90 days after its start, so a demo older than this has no lawful day left soon.</summary>
    internal static readonly TimeSpan Stale = TimeSpan.FromDays(60);

    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789"; // no 0 O 1 l: it is read from a screen and typed

    private readonly Caller _me = Caller.System;

    /// <summary>Accounts with fresh random passwords; the administrator last.</summary>
    internal static IReadOnlyList<DemoLogin> MakeLogins(IReadOnlyList<DemoOwner> owners) =>
        [.. owners.SelectMany(owner => owner.Accounts).OrderBy(account => account.Means == Role.Administrator)
            .Select(account => new DemoLogin(account.UserName, MakePassword(), account.Role, account.Name))];

    internal async Task RunAsync(DemoFiles files, IReadOnlyList<DemoOwner> owners, IReadOnlyList<DemoLogin> logins, CancellationToken cancellationToken)
    {
        var hashes = logins.ToDictionary(login => login.UserName, login => Task.Run(() => accounts.Hash(login.Password), cancellationToken), StringComparer.Ordinal); // half of the time it takes
        var since = clock.Now() - InForceBefore;
        var posts = new Dictionary<(int Owner, string Post), Guid>();
        var load = new LoadOwner(services, db, keys, clock);
        foreach (var owner in owners)
        {
            foreach (var (key, id) in await load.RunAsync(files, owner, since, cancellationToken))
                posts.Add((owner.Owner, key), id);
        }

        var all = owners.SelectMany(owner => owner.Accounts.Select(account => (owner.Owner, Account: account))).ToDictionary(x => x.Account.UserName, StringComparer.Ordinal);
        var users = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var login in logins)
            users.Add(login.UserName, await AddAccountAsync(all[login.UserName].Owner, login, await hashes[login.UserName]));
        await InstallPackAsync(files, users, since, cancellationToken);
        foreach (var (userName, user) in users)
        {
            var (owner, account) = all[userName];
            await GrantAsync(owner, account, user, account.Post is { } key ? posts[(owner, key)] : null, since, cancellationToken);
        }
    }

    /// <summary>Signed by two of the demo's people, as every pack is.</summary>
    private async Task InstallPackAsync(DemoFiles files, Dictionary<string, Guid> users, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Shipped.File("packs", files.Pack, "pack.json"), cancellationToken);
        await InstallPack.RunAsync(db, seals, _me, (users[files.PackOwner], users[files.PackApprover]), text, since, cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task<Guid> AddAccountAsync(int owner, DemoLogin login, string hash) =>
        await accounts.CreateAsync(_me, login.UserName, login.Name, owner, login.Password, hash) is { } made
            ? made.Id
            : throw new InvalidOperationException($"The demo account {login.UserName} exists already.");

    private async Task GrantAsync(int owner, DemoAccount account, Guid user, Guid? post, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (kind, scope) = post is { } id ? (ScopeKind.Place, id.ToString()) : (ScopeKind.Division, FormattableString.Invariant($"{owner:D6}"));
        await accounts.GrantAsync(_me, user, account.Means, kind, scope, since, null, cancellationToken);
    }

    private static string MakePassword() =>
        string.Join('-', RandomNumberGenerator.GetString(PasswordLetters, 12).Chunk(4).Select(four => new string(four)));
}
