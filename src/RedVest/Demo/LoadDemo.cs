using System.Security.Cryptography;
using RedVest.Checkpoints;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Demo;

/// <summary>
/// Fills an empty database with the demo county. Day 0 is the day it is loaded; outbreak and pack are in force from day −30.
/// The administrator's grant comes last: a load that was broken off is seen by its absence and can be done anew.
/// </summary>
internal sealed class LoadDemo(RedVestDb db, Accounts accounts, KeyRing keys, PackSeals seals, TimeProvider clock)
{
    /// <summary>How long outbreak and pack have been in force on day 0.</summary>
    internal static readonly TimeSpan InForceBefore = TimeSpan.FromDays(30);

    /// <summary>The demo's outbreak ends 90 days after its start, so a demo older than this has no lawful day left soon.</summary>
    internal static readonly TimeSpan Stale = TimeSpan.FromDays(60);

    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789"; // no 0 O 1 l: it is read from a screen and typed

    private readonly Caller _me = Caller.System;

    /// <summary>Accounts with fresh random passwords; the administrator last.</summary>
    internal static IReadOnlyList<DemoLogin> MakeLogins(DemoCounty county) =>
        [.. county.Accounts.OrderBy(account => account.Means == Role.Administrator)
            .Select(account => new DemoLogin(account.UserName, MakePassword(), account.Role, account.Name))];

    internal async Task RunAsync(DemoCounty county, IReadOnlyList<DemoLogin> logins, CancellationToken cancellationToken)
    {
        var today = clock.Now();
        var since = today - InForceBefore;
        await SetUpOwner.RunAsync(db, _me, county.Owner, county.Name, county.UtcOffsetMinutes, cancellationToken);
        await MarkAsync(county.Owner, cancellationToken);
        await LoadDivisions.RunAsync(db, _me, Shipped.Divisions(county.Owner), cancellationToken);
        await OpenOutbreak.RunAsync(db, _me, OutbreakOf(county, since), cancellationToken);
        var checkpoint = await AddCheckpointAsync(county, cancellationToken);
        await AddStaffAsync(county, checkpoint, cancellationToken);
        await AddResidentsAsync(county, cancellationToken);
        var users = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var login in logins)
            users.Add(login.UserName, await AddAccountAsync(county, login));
        await InstallPackAsync(county, users, since, cancellationToken);
        foreach (var (userName, user) in users)
            await GrantAsync(county, userName, user, checkpoint, since, cancellationToken);
    }

    /// <summary>Signed by two of the demo's people, as every pack is.</summary>
    private async Task InstallPackAsync(DemoCounty county, Dictionary<string, Guid> users, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Shipped.File("packs", county.Pack, "pack.json"), cancellationToken);
        await InstallPack.RunAsync(db, seals, _me, (users[county.PackOwner], users[county.PackApprover]), text, since, cancellationToken);
        db.ChangeTracker.Clear();
    }

    private Outbreak OutbreakOf(DemoCounty county, DateTimeOffset since) => new()
    {
        Owner = county.Owner,
        Id = clock.NewId(),
        Disease = county.Outbreak.Disease,
        NameZh = county.Outbreak.Name.Zh,
        NameEn = county.Outbreak.Name.En,
        LegalBasis = county.Outbreak.LegalBasis,
        Area = county.Outbreak.Area,
        StartsAt = since,
        EndsAt = since + Outbreak.LongestPeriod,
        SourceText = county.Outbreak.Source,
    };

    private async Task<Guid> AddCheckpointAsync(DemoCounty county, CancellationToken cancellationToken)
    {
        var (id, post) = (clock.NewId(), county.Checkpoint);
        var lanes = post.Lanes.Select(lane => new AddCheckpoint.NewLane(clock.NewId(), lane.Number, lane.Name, lane.Direction, lane.Category)).ToArray();
        await AddCheckpoint.RunAsync(db, _me, new(county.Owner, id, post.Kind, post.Name, post.Division, post.Shifts, lanes), cancellationToken);
        return id;
    }

    private async Task AddStaffAsync(DemoCounty county, Guid checkpoint, CancellationToken cancellationToken)
    {
        var units = new Dictionary<string, Guid>();
        foreach (var unit in county.Organisations)
        {
            units[unit.Key] = clock.NewId();
            await AddOrganisation.RunAsync(
                db, _me, new Organisation { Owner = county.Owner, Id = units[unit.Key], Kind = unit.Kind, NameZh = unit.Zh, NameEn = unit.En }, cancellationToken);
        }

        await AddStaff.RunAsync(db, _me, [.. county.Staff.Select(person => new StaffMember
        {
            Owner = county.Owner,
            Id = clock.NewId(),
            Name = person.Name,
            OrganisationId = units[person.Unit],
            PlaceId = checkpoint,
            Post = person.Post,
        })], cancellationToken);
    }

    private async Task AddResidentsAsync(DemoCounty county, CancellationToken cancellationToken)
    {
        var people = new DemoPeople(county, keys, clock);
        var (persons, vehicles) = people.Make();
        await db.WriteAsync(county.Owner, _me.Did("demo-people-added", null, new { persons = persons.Count, vehicles = vehicles.Count }), () =>
        {
            db.AddRange(persons);
            db.AddRange(vehicles);
        }, cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task<Guid> AddAccountAsync(DemoCounty county, DemoLogin login) =>
        await accounts.CreateAsync(_me, login.UserName, login.Name, county.Owner, login.Password) is { } made
            ? made.Id
            : throw new InvalidOperationException($"The demo account {login.UserName} exists already.");

    private async Task GrantAsync(DemoCounty county, string userName, Guid user, Guid checkpoint, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var account = county.Accounts.Single(a => a.UserName == userName);
        var (kind, scope) = account.At == DemoScope.Checkpoint
            ? (ScopeKind.Place, checkpoint.ToString())
            : (ScopeKind.Division, FormattableString.Invariant($"{county.Owner:D6}"));
        await accounts.GrantAsync(_me, user, account.Means, kind, scope, since, null, cancellationToken);
    }

    private static string MakePassword() =>
        string.Join('-', RandomNumberGenerator.GetString(PasswordLetters, 12).Chunk(4).Select(four => new string(four)));

    private async Task MarkAsync(int owner, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var state = db.Set<OwnerState>().Single(o => o.Owner == owner);
        await db.WriteAsync(owner, _me.Did("demo-loaded", null, new { owner }), () => state.IsDemo = true, cancellationToken);
        db.ChangeTracker.Clear();
    }
}

internal sealed record DemoLogin(string UserName, string Password, string Role, string Name);
