using System.Text.Json;
using RedVest.Certificates;
using RedVest.Checkpoints;
using RedVest.Checkpoints.Passes;
using RedVest.Duty;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry;
using RedVest.Registry.People;

namespace RedVest.Demo;

/// <summary>Sets up one owner of the demo: divisions, outbreak, places, units, posts and the people at them.</summary>
internal sealed class LoadOwner(IServiceProvider services, RedVestDb db, KeyRing keys, TimeProvider clock)
{
    private readonly Caller _me = Caller.System;

    /// <returns>The posts' ids by their keys.</returns>
    internal async Task<Dictionary<string, Guid>> RunAsync(DemoFiles files, DemoOwner owner, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await SetUpOwner.RunAsync(db, _me, owner.Owner, owner.Name, owner.UtcOffsetMinutes, cancellationToken);
        await MarkAsync(owner.Owner, cancellationToken);
        await LoadDivisions.RunAsync(db, _me, Shipped.Divisions(owner.Owner), cancellationToken);
        await OpenOutbreak.RunAsync(db, _me, OutbreakOf(files.Outbreak, owner.Owner, since), cancellationToken);
        await AddPlacesAsync(owner, cancellationToken);
        var units = await AddUnitsAsync(owner, cancellationToken);
        var people = new DemoStaff(files, clock);
        var posts = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var post in owner.Posts)
        {
            posts[post.Key] = await AddPostAsync(owner.Owner, post, since, cancellationToken);
            await SecondPerson.RunAsync(db, _me, keys, owner.Owner, people.Of(post, posts[post.Key], units, since), cancellationToken);
            db.ChangeTracker.Clear();
        }

        if (owner.Residents > 0)
            await AddResidentsAsync(files, owner, posts, units, cancellationToken);
        await AnnounceTripsAsync(owner, posts, cancellationToken);
        return posts;
    }

    private Outbreak OutbreakOf(DemoOutbreak outbreak, int owner, DateTimeOffset since) => new()
    {
        Owner = owner,
        Id = clock.NewId(),
        Disease = outbreak.Disease,
        NameZh = outbreak.Name.Zh,
        NameEn = outbreak.Name.En,
        LegalBasis = outbreak.LegalBasis,
        Area = AreaOf(owner),
        StartsAt = since,
        EndsAt = since + Outbreak.LongestPeriod,
        SourceText = outbreak.Source,
    };

    /// <summary>The owner as the prefix of its divisions: 141122 a county, 1411 its city.</summary>
    private static string AreaOf(int owner) => owner % 100 == 0 ? FormattableString.Invariant($"{owner / 100}") : FormattableString.Invariant($"{owner}");

    private async Task AddPlacesAsync(DemoOwner owner, CancellationToken cancellationToken)
    {
        if (owner.Places.Count == 0)
            return;
        await db.WriteAsync(owner.Owner, _me.Did("demo-places-added", null, new { places = owner.Places.Count }), () => db.AddRange(owner.Places.Select(p => new Place
        {
            Owner = owner.Owner,
            Id = clock.NewId(),
            Kind = p.Kind,
            NameZh = p.Name.Zh,
            NameEn = p.Name.En,
            DivisionCode = p.Division,
        })), cancellationToken);
    }

    private async Task<Dictionary<string, Guid>> AddUnitsAsync(DemoOwner owner, CancellationToken cancellationToken)
    {
        var units = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var unit in owner.Organisations)
        {
            units[unit.Key] = clock.NewId();
            await AddOrganisation.RunAsync(db, _me, new Organisation
            {
                Owner = owner.Owner,
                Id = units[unit.Key],
                Kind = unit.Kind,
                NameZh = unit.Name.Zh,
                NameEn = unit.Name.En,
                ParentId = unit.Parent is { } parent ? units[parent] : null,
            }, cancellationToken);
        }

        return units;
    }

    private async Task<Guid> AddPostAsync(int owner, DemoPost post, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var id = clock.NewId();
        await AddCheckpoint.RunAsync(db, _me, new(
            owner, id, post.Kind, post.Name, post.Division, post.Shifts,
            [.. post.Lanes.Select(l => new AddCheckpoint.NewLane(clock.NewId(), l.Number, l.Name, l.Direction, l.Category, Positions: l.Positions))])
        {
            Neighbour = post.Neighbour,
            Hours = post.Hours,
            Stations = [.. post.Stations.Select(s => new AddCheckpoint.NewStation(clock.NewId(), s.Number, s.Kind, s.Name, s.Zone, s.Capacity, s.Invented))],
        }, cancellationToken);
        if (post.Gate is { } gate)
            await AssignGate.RunAsync(db, _me, owner, id, new(gate, 1, since), cancellationToken);
        return id;
    }

    private async Task AddResidentsAsync(
        DemoFiles files, DemoOwner owner, Dictionary<string, Guid> posts, Dictionary<string, Guid> units, CancellationToken cancellationToken)
    {
        var (persons, vehicles) = new DemoPeople(files, owner, keys, clock).Make();
        await db.WriteAsync(owner.Owner, _me.Did("demo-people-added", null, new { persons = persons.Count, vehicles = vehicles.Count }), () =>
        {
            db.AddRange(persons);
            db.AddRange(vehicles);
        }, cancellationToken);
        db.ChangeTracker.Clear();
        if (owner.Passes is { } passes)
            await IssuePassesAsync(owner.Owner, passes, persons, vehicles, posts, units, cancellationToken);
    }

    /// <summary>Each holder in a car of their own; passes rest on the word of employer and community.</summary>
    private async Task IssuePassesAsync(
        int owner, DemoPasses passes, IReadOnlyList<Person> persons, IReadOnlyList<Vehicle> vehicles, Dictionary<string, Guid> posts,
        Dictionary<string, Guid> units, CancellationToken cancellationToken)
    {
        var me = Caller.Of(CallerKinds.System, null, owner);
        var today = DateOnly.FromDateTime(clock.Now().UtcDateTime);
        foreach (var (at, person) in persons.Take(passes.Count).Index())
        {
            await IssuePass.RunAsync(services, me, new(
                new(person.DocumentKind, person.OpenDocument(keys)),
                units[passes.Employers[at % passes.Employers.Count]],
                [.. passes.Posts.Select(key => posts[key])],
                new PassConditions(TestHours: passes.TestHours, HealthCode: "green"),
                today.AddDays(-LoadDemo.InForceBefore.Days), // as long as the outbreak: the days of the drill lie behind us
                today.AddDays(passes.Days),
                passes.EmployerProof,
                passes.CommunityProof,
                Plate: at < vehicles.Count ? vehicles[at].Plate : null), cancellationToken);
        }
    }

    private async Task AnnounceTripsAsync(DemoOwner owner, Dictionary<string, Guid> posts, CancellationToken cancellationToken)
    {
        var me = Caller.Of(CallerKinds.System, null, owner.Owner);
        var records = services.GetRequiredService<OfficeRecords>();
        foreach (var trip in owner.Trips ?? [])
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                checkpoint = posts[trip.Post],
                trip.Consignee,
                trip.Consignor,
                trip.Goods,
                trip.Plate,
                trip.Trailer,
                trip.Permit,
                trip.From,
                trip.To,
                expectedAt = clock.Now().AddMinutes(trip.InMinutes),
            }, JsonSerializerOptions.Web);
            var said = await records.WriteAsync(me, "trip-announced", clock.NewId(), "trips.announced", clock.NewId(), body, cancellationToken);
            ActRefusedException.ThrowIf(said.Outcome == Outcomes.Stored ? null : said.Code ?? said.Outcome);
        }
    }

    private async Task MarkAsync(int owner, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var state = db.Set<OwnerState>().Single(o => o.Owner == owner);
        await db.WriteAsync(owner, _me.Did("demo-loaded", null, new { owner }), () => state.IsDemo = true, cancellationToken);
        db.ChangeTracker.Clear();
    }
}
