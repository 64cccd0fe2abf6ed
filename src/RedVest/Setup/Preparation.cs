using Microsoft.EntityFrameworkCore;
using RedVest.Demo;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Setup;

/// <summary>What happens to a database before the doors open: migrated, and an empty one gets the demo or its first administrator.</summary>
/// <param name="IsDemo">Whether its people are made up.</param>
/// <param name="Logins">The demo's accounts, from this start or an earlier one.</param>
/// <param name="AdministratorPassword">One-time, of <c>admin</c>; only at the start that made it.</param>
/// <param name="IsStale">The demo is so old that its outbreak is about to end.</param>
internal sealed record Preparation(bool IsDemo, IReadOnlyList<DemoLogin> Logins, string? AdministratorPassword, bool IsStale)
{
    internal const string Administrator = "admin";

    /// <exception cref="StartException">The sentence that says what to do.</exception>
    internal static async Task<Preparation> RunAsync(IServiceProvider services, ServerOptions options, CancellationToken cancellationToken)
    {
        if (options.Postgres is null)
            PrivateFile.TryMake(options.Storage.File, []); // before SQLite makes it readable for everybody
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        await SetUpOwner.PrepareInstallationAsync(db, Caller.System, cancellationToken);
        await CompareKeysAsync(services, options, db, cancellationToken);

        var owners = await db.Set<OwnerState>().AsNoTracking().Where(o => o.Owner != Owners.Installation).ToListAsync(cancellationToken);
        var hasUsers = await db.Set<User>().AnyAsync(cancellationToken);
        if (owners.Count == 0)
            return options.Demo && !hasUsers ? await LoadAsync(scope.ServiceProvider, options, cancellationToken) : await EmptyAsync(scope.ServiceProvider, hasUsers, cancellationToken);
        if (!owners.Exists(o => o.IsDemo))
            return new Preparation(false, [], null, false);
        if (!await db.Set<Grant>().AnyAsync(g => g.Role == Role.Administrator, cancellationToken))
            throw new StartException(Texts.Say("start.demo-half"));
        return new Preparation(true, DemoAccountsFile.Read(options.DataFolder), null, await IsStaleAsync(db, clock, cancellationToken));
    }

    /// <summary>
    /// With other keys than the ones that wrote this database nobody would be recognised and no document could be read, and each record stored
    /// meanwhile would be lost to the right ones. Keys that are missing are not made anew.
    /// </summary>
    private static async Task CompareKeysAsync(IServiceProvider services, ServerOptions options, RedVestDb db, CancellationToken cancellationToken)
    {
        var remembered = await Installation.FingerprintAsync(db, cancellationToken);
        if (remembered is not null && !KeyRing.IsIn(options.KeysFolder))
            throw new StartException(Texts.Say("start.no-keys", ("folder", options.KeysFolder)));
        var fingerprint = services.GetRequiredService<KeyRing>().Fingerprint;
        if (remembered is null)
        {
            await Installation.RememberAsync(db, fingerprint, Caller.System.Did("keys-remembered", null, new { fingerprint }), cancellationToken);
            remembered = await Installation.FingerprintAsync(db, cancellationToken);
        }

        if (remembered != fingerprint)
            throw new StartException(Texts.Say("start.other-keys", ("folder", options.KeysFolder)));
    }

    private static async Task<Preparation> LoadAsync(IServiceProvider services, ServerOptions options, CancellationToken cancellationToken)
    {
        var files = DemoFiles.Read();
        var owners = files.ReadOwners();
        var logins = LoadDemo.MakeLogins(owners);
        DemoAccountsFile.Write(options.DataFolder, logins); // first: a password that nobody kept is an account that nobody has
        await ActivatorUtilities.CreateInstance<LoadDemo>(services).RunAsync(files, owners, logins, cancellationToken);
        return new Preparation(true, logins, null, false);
    }

    private static async Task<Preparation> EmptyAsync(IServiceProvider services, bool hasUsers, CancellationToken cancellationToken)
    {
        if (hasUsers)
            return new Preparation(false, [], null, false); // its administrator was made at an earlier start
        var accounts = services.GetRequiredService<Accounts>();
        var made = await accounts.CreateAsync(Caller.System, Administrator, Administrator, Owners.Installation)
            ?? throw new InvalidOperationException("There is no user, yet the name is taken.");
        await accounts.GrantAsync(
            Caller.System, made.Id, Role.Administrator, ScopeKind.Division, "000000", services.GetRequiredService<TimeProvider>().Now(), null, cancellationToken);
        return new Preparation(false, [], made.Password, false);
    }

    private static async Task<bool> IsStaleAsync(RedVestDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - LoadDemo.InForceBefore - LoadDemo.Stale;
        return !await db.Set<Outbreak>().AnyAsync(o => o.StartsAt > oldest, cancellationToken);
    }
}

/// <summary>The server cannot start; the message is the sentence for the person who started it.</summary>
internal sealed class StartException(string message) : Exception(message);
