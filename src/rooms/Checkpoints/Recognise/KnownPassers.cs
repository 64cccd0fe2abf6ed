using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Recognise;

/// <summary>What an owner knows of a vehicle or a person from their last passages; bounded reads along indexes.</summary>
internal sealed class KnownPassers(RedVestDb db, int owner)
{
    /// <summary>A car's usual occupants are those of its last passages.</summary>
    private const int LastPassages = 5;

    private const int MostOccupants = 10;

    /// <param name="Subject">The vehicle or person.</param>
    internal sealed record Known(Guid Subject, RecognisePasser.Answer Answer);

    private sealed record Sat(Guid Person, string Role, Guid Passage);

    /// <summary>A vehicle by its canonical plate, with whoever sat in it lately, most recent first.</summary>
    public async Task<Known?> VehicleAsync(string plate, CancellationToken cancellationToken)
    {
        var vehicle = await db.Set<Vehicle>().AsNoTracking().SingleOrDefaultAsync(v => v.Owner == owner && v.Plate == plate, cancellationToken);
        if (vehicle is null)
            return null;
        var last = await db.Set<Passage>().AsNoTracking().Where(p => p.Owner == owner && p.Vehicle == vehicle.Id && p.VerdictAt != null)
            .OrderByDescending(p => p.VerdictAt).Take(LastPassages).Select(p => new { p.Id, p.Category }).ToListAsync(cancellationToken);
        var passages = last.ConvertAll(p => p.Id);
        var sat = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && passages.Contains(o.Passage) && o.Person != null)
            .OrderBy(o => o.N).Select(o => new Sat(o.Person!.Value, o.Role, o.Passage)).ToListAsync(cancellationToken);
        var usual = sat.OrderBy(s => passages.IndexOf(s.Passage)).DistinctBy(s => s.Person).Take(MostOccupants).ToList();
        var category = last.FirstOrDefault()?.Category;
        return new Known(vehicle.Id, new RecognisePasser.Answer(
            true,
            new RecognisePasser.VehicleKnown(vehicle.Plate, vehicle.Kind, category, vehicle.Unusual),
            await NamedAsync(usual, s => last.First(p => p.Id == s.Passage).Category, cancellationToken)));
    }

    /// <summary>A person by the keyed hash of a document.</summary>
    public async Task<Known?> PersonAsync(byte[] documentHash, CancellationToken cancellationToken)
    {
        var id = await db.Set<Person>().Where(p => p.Owner == owner && p.DocumentHash == documentHash).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is not { } person)
            return null;
        var last = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && o.Person == person)
            .Join(db.Set<Passage>(), o => new { o.Owner, Id = o.Passage }, p => new { p.Owner, p.Id }, (o, p) => new { o.Role, o.Passage, p.Category, p.VerdictAt })
            .Where(x => x.VerdictAt != null).OrderByDescending(x => x.VerdictAt).FirstOrDefaultAsync(cancellationToken);
        var named = await NamedAsync([new Sat(person, last?.Role ?? "", last?.Passage ?? Guid.Empty)], _ => last?.Category, cancellationToken);
        return new Known(person, new RecognisePasser.Answer(true, null, named));
    }

    private async Task<List<RecognisePasser.PersonKnown>> NamedAsync(IReadOnlyList<Sat> sat, Func<Sat, string?> category, CancellationToken cancellationToken)
    {
        var ids = sat.Select(s => s.Person).ToArray();
        var persons = await db.Set<Person>().AsNoTracking().Where(p => p.Owner == owner && ids.Contains(p.Id))
            .Select(p => new { p.Id, p.Name, p.DocumentTail }).ToDictionaryAsync(p => p.Id, cancellationToken);
        return [.. sat.Where(s => persons.ContainsKey(s.Person)).Select(s => new RecognisePasser.PersonKnown(
            s.Person,
            Masking.Name(persons[s.Person].Name ?? ""),
            persons[s.Person].DocumentTail,
            s.Role.Length > 0 ? s.Role : null,
            category(s)))];
    }
}
