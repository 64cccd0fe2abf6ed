using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.SelfRegistration;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Recognise;

/// <summary>What an owner knows of a vehicle or a person from their last passages and their passes; bounded reads along indexes.</summary>
/// <param name="checkpoint">Where they stand now: a pass is good for some posts.</param>
internal sealed class KnownPassers(RedVestDb db, OwnerBook book, Guid checkpoint, DateTimeOffset at)
{
    /// <summary>A car's usual occupants are those of its last passages.</summary>
    private const int LastPassages = 5;

    private const int MostOccupants = 10;
    private readonly int _owner = book.Owner;

    /// <param name="Subject">The vehicle or person.</param>
    internal sealed record Known(Guid Subject, RecognisePasser.Answer Answer);

    private sealed record Sat(Guid Person, string Role, Guid Passage);

    /// <summary>A vehicle by its canonical plate, with whoever sat in it lately, most recent first.</summary>
    public async Task<Known?> VehicleAsync(string plate, CancellationToken cancellationToken)
    {
        var vehicle = await db.Set<Vehicle>().AsNoTracking().SingleOrDefaultAsync(v => v.Owner == _owner && v.Plate == plate, cancellationToken);
        if (vehicle is null)
            return await ExpectedAsync(plate, cancellationToken);
        var last = await db.Set<Passage>().AsNoTracking().Where(p => p.Owner == _owner && p.Vehicle == vehicle.Id && p.VerdictAt != null)
            .OrderByDescending(p => p.VerdictAt).Take(LastPassages).Select(p => new { p.Id, p.Category }).ToListAsync(cancellationToken);
        var passages = last.ConvertAll(p => p.Id);
        var sat = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == _owner && passages.Contains(o.Passage) && o.Person != null)
            .OrderBy(o => o.N).Select(o => new Sat(o.Person!.Value, o.Role, o.Passage)).ToListAsync(cancellationToken);
        var usual = sat.OrderBy(s => passages.IndexOf(s.Passage)).DistinctBy(s => s.Person).Take(MostOccupants).ToList();
        if (usual.Count == 0 && await ExpectedAsync(plate, cancellationToken) is { } expected)
            return expected with { Subject = vehicle.Id };
        var named = await NamedAsync(usual, s => last.First(p => p.Id == s.Passage).Category, cancellationToken);
        var category = named.FirstOrDefault(p => p.Pass is { State: PassStates.Active })?.Category ?? last.FirstOrDefault()?.Category;
        return new Known(vehicle.Id, new RecognisePasser.Answer(true, new RecognisePasser.VehicleKnown(vehicle.Plate, vehicle.Kind, category, vehicle.Unusual, vehicle.PlateColour), named));
    }

    /// <summary>A car nobody has met with anybody in it, but whose plate stands on a pass: its holder drives.</summary>
    private async Task<Known?> ExpectedAsync(string plate, CancellationToken cancellationToken)
    {
        var holders = await db.Set<CommuterPass>().AsNoTracking().Where(p => p.Owner == _owner && p.Plate == plate && p.State != PassStates.Ended)
            .OrderBy(p => p.IssuedAt).Take(MostOccupants).Select(p => p.Person).ToListAsync(cancellationToken);
        if (holders.Count == 0)
            return null;
        var named = await NamedAsync([.. holders.Select((h, i) => new Sat(h, i == 0 ? Words.Driver : Words.Passenger, Guid.Empty))], _ => null, cancellationToken);
        var read = Plate.Read(plate);
        return new Known(holders[0], new RecognisePasser.Answer(true, new RecognisePasser.VehicleKnown(read.Text, null, named.FirstOrDefault()?.Category, read.Unusual), named));
    }

    /// <summary>The holder of one of our passes, by its id.</summary>
    public async Task<Known?> HolderAsync(Guid pass, CancellationToken cancellationToken) =>
        await db.Set<CommuterPass>().Where(p => p.Owner == _owner && p.Id == pass).Select(p => (Guid?)p.Person).SingleOrDefaultAsync(cancellationToken) is { } person
            ? await PersonAsync(person, pass, cancellationToken)
            : null;

    /// <summary>A person by the keyed hash of a document.</summary>
    public async Task<Known?> PersonAsync(byte[] documentHash, CancellationToken cancellationToken)
    {
        var id = await db.Set<Person>().Where(p => p.Owner == _owner && p.DocumentHash == documentHash).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);
        return id is { } person ? await PersonAsync(person, null, cancellationToken) : null;
    }

    private async Task<Known?> PersonAsync(Guid person, Guid? pass, CancellationToken cancellationToken)
    {
        var last = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == _owner && o.Person == person)
            .Join(db.Set<Passage>(), o => new { o.Owner, Id = o.Passage }, p => new { p.Owner, p.Id }, (o, p) => new { o.Role, o.Passage, p.Category, p.VerdictAt })
            .Where(x => x.VerdictAt != null).OrderByDescending(x => x.VerdictAt).FirstOrDefaultAsync(cancellationToken);
        var named = await NamedAsync([new Sat(person, last?.Role ?? "", last?.Passage ?? Guid.Empty)], _ => last?.Category, cancellationToken, pass);
        return new Known(person, new RecognisePasser.Answer(true, null, named));
    }

    /// <summary>The people of a registration, as the lane is told: by the names they wrote, which the officer compares with the cards.</summary>
    public async Task<RecognisePasser.RegisteredKnown> RegisteredAsync(
        FoundRegistration found, IReadOnlyList<KnownPerson> people, CancellationToken cancellationToken)
    {
        var passes = await PassesOfAsync([.. people.Select(p => p.Id)], null, cancellationToken);
        return new RecognisePasser.RegisteredKnown(found.Row.Id, found.Row.Number, found.Written.Plate, found.Row.At,
            [.. found.Written.People.Zip(people, (said, person) => new RecognisePasser.RegisteredPerson(
                person.Id, Masking.Name(said.Name), person.Tail, said.Proxy ? "proxy" : "self", said.Origin, passes.GetValueOrDefault(person.Id)))]);
    }

    /// <param name="shown">The pass that was shown; each person's own counts otherwise.</param>
    private async Task<List<RecognisePasser.PersonKnown>> NamedAsync(
        IReadOnlyList<Sat> sat, Func<Sat, string?> category, CancellationToken cancellationToken, Guid? shown = null)
    {
        var ids = sat.Select(s => s.Person).ToArray();
        var persons = await db.Set<Person>().AsNoTracking().Where(p => p.Owner == _owner && ids.Contains(p.Id))
            .Select(p => new { p.Id, p.Name, p.DocumentTail }).ToDictionaryAsync(p => p.Id, cancellationToken);
        var passes = await PassesOfAsync(ids, shown, cancellationToken);
        return [.. sat.Where(s => persons.ContainsKey(s.Person)).Select(s =>
        {
            var (person, pass) = (persons[s.Person], passes.GetValueOrDefault(s.Person));
            return new RecognisePasser.PersonKnown(
                s.Person,
                Masking.Name(person.Name ?? ""),
                person.DocumentTail,
                s.Role.Length > 0 ? s.Role : null,
                pass is { State: PassStates.Active } ? Words.Commuter : category(s),
                pass);
        })];
    }

    /// <summary>Of several the newest, but the one that was shown before all.</summary>
    private async Task<Dictionary<Guid, RecognisePasser.PassKnown>> PassesOfAsync(Guid[] persons, Guid? shown, CancellationToken cancellationToken)
    {
        var passes = await db.Set<CommuterPass>().AsNoTracking().Where(p => p.Owner == _owner && persons.Contains(p.Person)).OrderByDescending(p => p.IssuedAt).ToListAsync(cancellationToken);
        var chosen = passes.OrderByDescending(p => p.Id == shown).DistinctBy(p => p.Person).ToList();
        var units = chosen.Select(p => p.Employer).Distinct().ToArray();
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == _owner && units.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => new DisplayName(o.NameZh, o.NameEn), cancellationToken);
        return chosen.ToDictionary(p => p.Person, p => new RecognisePasser.PassKnown(
            p.Id, p.Number, p.Terms.StateAt(checkpoint, at, book.State.UtcOffsetMinutes), p.State == PassStates.Active ? null : p.Reason, p.ValidTo,
            CommuterPass.ReadConditions(p.Conditions), names.GetValueOrDefault(p.Employer)));
    }
}
