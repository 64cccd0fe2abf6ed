using System.Data.Common;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.People;

/// <summary>
/// The people and vehicles one batch meets: read set-based, resolved in memory, the new ones written together. Somebody whom another node
/// adds meanwhile makes the write fail on the unique key; the batch then runs again and meets them as known.
/// </summary>
public sealed class PeopleBatch
{
    private readonly Dictionary<string, KnownPerson> _byHash = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, KnownPerson> _byId = [];
    private readonly Dictionary<string, KnownVehicle> _byPlate = new(StringComparer.Ordinal);
    private readonly List<Person> _newPersons = [];
    private readonly List<Vehicle> _newVehicles = [];
    private readonly WriteTransaction _write;

    private readonly KeyRing _keys;

    private PeopleBatch(WriteTransaction write, KeyRing keys) => (_write, _keys) = (write, keys);

    /// <summary>Reads whom the batch may meet.</summary>
    /// <param name="write">The batch's transaction.</param>
    /// <param name="keys">Encrypt what is personal of new people.</param>
    /// <param name="hashes">Hashes of presented documents.</param>
    /// <param name="ids">People named by id, from an answer of recognition or from stored rows.</param>
    /// <param name="plates">Canonical plates.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async ValueTask<PeopleBatch> ReadAsync(
        WriteTransaction write, KeyRing keys, IReadOnlyCollection<byte[]> hashes, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> plates, CancellationToken cancellationToken)
    {
        var batch = new PeopleBatch(write, keys);
        var anyMerged = await PeopleSql.ReadAsync(write, hashes, ids, plates, batch.AddPerson, batch.AddVehicle, cancellationToken).ConfigureAwait(false);
        if (anyMerged && batch._byId.Count > 0)
            await PeopleSql.ReadOthersAsync(write, batch._byId.Keys, batch.AddOther, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    /// <summary>A person of this owner by id; null when there is none: an id of another owner is nobody here.</summary>
    public KnownPerson? ById(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Everybody read or made so far.</summary>
    public IReadOnlyCollection<KnownPerson> Met => _byId.Values;

    /// <summary>The person of a document; made now if this owner has not met them.</summary>
    public KnownPerson Resolve(PersonEvidence evidence)
    {
        var key = Convert.ToHexString(evidence.Hash);
        if (_byHash.TryGetValue(key, out var known))
            return known;
        var person = evidence.ToPerson(_keys, _write.Owner, _write.Store.Clock.NewId(), _write.At);
        _newPersons.Add(person);
        return Remember(key, new KnownPerson { Id = person.Id, Name = person.Name, Tail = person.DocumentTail, Unusual = person.Unusual, WasKnown = false });
    }

    /// <summary>The vehicle of a plate; made now if this owner has not met it.</summary>
    public KnownVehicle Resolve(Plate plate, string? colour, string? kind)
    {
        if (_byPlate.TryGetValue(plate.Text, out var known))
            return known;
        var vehicle = new Vehicle
        {
            Owner = _write.Owner,
            Id = _write.Store.Clock.NewId(),
            Plate = plate.Text,
            PlateColour = colour,
            Kind = kind,
            Unusual = plate.Unusual,
            CreatedAt = _write.At,
        };
        _newVehicles.Add(vehicle);
        return _byPlate[plate.Text] = new KnownVehicle(vehicle.Id, vehicle.Plate, vehicle.Unusual, WasKnown: false, colour, kind);
    }

    /// <summary>Writes the new ones, in the order of their keys: two nodes that add the same ones then wait for each other in one order.</summary>
    public void Write()
    {
        PeopleSql.Persons.Write(_write, [.. _newPersons.OrderBy(p => Convert.ToHexString(p.DocumentHash), StringComparer.Ordinal)]);
        PeopleSql.Vehicles.Write(_write, [.. _newVehicles.OrderBy(v => v.Plate, StringComparer.Ordinal)]);
    }

    private void AddPerson(DbDataReader row)
    {
        var id = row.GetId(0);
        if (!_byId.TryGetValue(id, out var person))
        {
            person = Remember(Convert.ToHexString(row.GetFieldValue<byte[]>(1)), new KnownPerson
            {
                Id = id,
                Name = row.GetTextOrNull(2),
                Tail = row.GetString(3),
                Unusual = row.GetTruth(4),
                WasKnown = true,
            });
        }

        if (!row.IsDBNull(5))
            person.Add(new Standing(_write.Owner, id, row.GetString(5), row.GetString(6), row.GetInstant(7), row.GetInstantOrNull(8), row.GetId(9)));
    }

    private void AddOther(DbDataReader row)
    {
        var person = _byId[row.GetId(0)];
        person.IsAlso(row.GetId(1));
        if (!row.IsDBNull(2))
            person.Add(new Standing(_write.Owner, person.Id, row.GetString(2), row.GetString(3), row.GetInstant(4), row.GetInstantOrNull(5), row.GetId(6)));
    }

    private void AddVehicle(DbDataReader row) =>
        _byPlate[row.GetString(1)] = new KnownVehicle(row.GetId(0), row.GetString(1), row.GetTruth(2), WasKnown: true, row.GetTextOrNull(3), row.GetTextOrNull(4));

    private KnownPerson Remember(string hash, KnownPerson person)
    {
        _byHash[hash] = person;
        return _byId[person.Id] = person;
    }
}
