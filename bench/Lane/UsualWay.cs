using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;

namespace RedVest.Bench;

/// <summary>
/// The peers inside the same server: the same endpoint written the usual way (EF Core, one SaveChanges a request, no audit, no feed), and one
/// that reads the body and answers a text of the same length.
/// </summary>
internal static class UsualWay
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/bench/usual", (RequestDelegate)HandleAsync).AllowAnonymous().ShortCircuit();
        app.MapPost("/bench/nothing", (RequestDelegate)NothingAsync).AllowAnonymous().ShortCircuit();
    }

    private static readonly byte[] Answer = [.. System.Text.Encoding.ASCII.GetBytes("{\"nothing\":\"" + new string('x', 700) + "\"}")];

    private static async Task NothingAsync(HttpContext context)
    {
        for (var done = false; !done;)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.IsCompleted ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            done = read.IsCompleted;
        }

        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(Answer);
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<SessionTokens>().Verify(context.Request.Headers.Authorization.ToString()[7..]) is not SessionCheck.Good { Claims: var session })
        {
            context.Response.StatusCode = 401;
            return;
        }

        var (db, reader, books, clock) = (services.GetRequiredService<RedVestDb>(), services.GetRequiredService<LaneReader>(), services.GetRequiredService<OwnerBooks>(), services.GetRequiredService<TimeProvider>());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var push = PushReader.Read(body.ToArray(), session.DeviceId);
        var (check, verdict) = (push.Records[0], push.Records[1]);
        var content = reader.Read(session.Owner, check.Id, check.Kind, check.Body.Span);
        var given = (VerdictBody)reader.Read(session.Owner, verdict.Id, verdict.Kind, verdict.Body.Span).Body;
        var said = (CheckStartedBody)content.Body;
        var book = await books.NowAsync(session.Owner, default); // before the transaction: it opens a connection of its own
        await using var transaction = await db.Database.BeginTransactionAsync();
        var known = await db.Set<StoredRecord>().AnyAsync(r => r.Owner == session.Owner && (r.Id == check.Id || r.Id == verdict.Id));
        var device = await db.Set<Kernel.Devices.Device>().SingleAsync(d => d.Owner == session.Owner && d.Id == session.DeviceId);
        var now = clock.Now();
        var passage = new Passage { Owner = session.Owner, Id = check.Subject, Checkpoint = said.Checkpoint, Lane = said.Lane, Direction = said.Direction, Category = said.Category, ReportDate = book.DayOf(now), HasVehicle = true, Persons = said.Occupants.Count, StartedAt = now, VerdictAt = now, Verdict = given.Given, Device = device.Id };
        var vehicle = await db.Set<Vehicle>().SingleOrDefaultAsync(v => v.Owner == session.Owner && v.Plate == content.Plate!.Text);
        if (vehicle is null)
            db.Add(vehicle = new Vehicle { Owner = session.Owner, Id = clock.NewId(), Plate = content.Plate!.Text, Unusual = content.Plate.Unusual, CreatedAt = now });
        (passage.Vehicle, passage.Plate) = (vehicle.Id, vehicle.Plate);
        var pack = book.PackAt(now)?.Rules;
        foreach (var occupant in said.Occupants)
        {
            var evidence = content.Evidence[occupant.N];
            var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.Owner == session.Owner && p.DocumentHash == evidence.Hash);
            if (person is null)
                db.Add(person = evidence.ToPerson(services.GetRequiredService<KeyRing>(), session.Owner, clock.NewId(), now));
            var standing = await db.Set<Standing>().Where(s => s.Owner == session.Owner && s.Person == person.Id).ToListAsync();
            var facts = CheckFacts.Of(new CheckSaid(said.Direction, said.Category, said.Vehicle, book.OutbreakAt(now) is not null, now, 480), occupant, [.. standing.Select(s => new StandingSaid(s.Facet, s.Value, s.ValidTo))]);
            var ruled = LaneRules.Decide(pack, occupant.N, facts);
            db.Add(new Occupant { Owner = session.Owner, Passage = passage.Id, N = occupant.N, Person = person.Id, Role = occupant.Role, Way = occupant.Way, Name = occupant.Name, Tail = person.DocumentTail, Proposed = ruled.Verdict, Rules = string.Join(' ', ruled.Rules), Facts = facts.ToKept(), Verdict = given.Given });
            passage.Proposed = ruled.Verdict;
        }

        db.Add(passage);
        foreach (var record in known ? [] : push.Records)
        {
            db.Add(new StoredRecord(session.Owner, record.Id, session.DeviceId, record.Seq, record.Digest, now, false));
            db.Add(new LaneEvent(session.Owner, record.Id, record.Subject, record.Kind, said.Checkpoint, said.Lane, session.DeviceId, null, record.Seq, null, now, false, now, record.Clock.Wall, null, content.Sealed));
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, new { verdict = passage.Proposed, stored = 2, ticket = services.GetRequiredService<Tickets>().Issue() });
    }
}
