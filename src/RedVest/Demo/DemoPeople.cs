using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Demo;

/// <summary>
/// Invented residents with their vehicles. Nobody can be one of them: the document's division (141198, 141199) does not exist, 晋G is no
/// issuing authority, and no network has numbers that begin with +86 100.
/// </summary>
internal sealed class DemoPeople(DemoFiles files, DemoOwner county, KeyRing keys, TimeProvider clock)
{
    private const int Seed = 20220414; // the same people in every demo: a walk-through can name them
    private readonly Random _dice = new(Seed);

    internal (IReadOnlyList<Person> Persons, IReadOnlyList<Vehicle> Vehicles) Make()
    {
        var at = clock.Now();
        var persons = Enumerable.Range(0, county.Residents).Select(i => Person(i, at)).ToList();
        var vehicles = Enumerable.Range(0, county.Residents / 2).Select(i => Vehicle(i, at)).ToList();
        return (persons, vehicles);
    }

    private Person Person(int index, DateTimeOffset at)
    {
        var id = clock.NewId();
        var document = DocumentNumber.Read("resident-id", Number(index, at), DateOnly.FromDateTime(at.UtcDateTime));
        var phone = FormattableString.Invariant($"+86100{_dice.Next(100_000_000):D8}");
        var name = files.Surnames[_dice.Next(files.Surnames.Length)] + files.GivenNames[_dice.Next(files.GivenNames.Count)];
        return new Person
        {
            Owner = county.Owner,
            Id = id,
            Name = name,
            DocumentKind = document.Kind,
            Document = keys.Encrypt("registry_person", "document", id, county.Owner, document.Number),
            DocumentHash = keys.Hash(document.Kind, document.Number),
            DocumentTail = document.Tail,
            Unusual = document.Unusual,
            Phone = keys.Encrypt("registry_person", "phone", id, county.Owner, phone),
            PhoneHash = keys.Hash("phone", phone),
            CreatedAt = at,
        };
    }

    private string Number(int index, DateTimeOffset at)
    {
        var born = DateOnly.FromDateTime(at.UtcDateTime).AddDays(-_dice.Next(18 * 365, 80 * 365));
        var digits = FormattableString.Invariant($"{(index % 2 == 0 ? 141198 : 141199)}{born:yyyyMMdd}{index + 1:D3}");
        return digits + ResidentId.CheckCharacter(digits);
    }

    private Vehicle Vehicle(int index, DateTimeOffset at)
    {
        var plate = Plate.Read(FormattableString.Invariant($"晋G{(char)('A' + (index % 8))}{_dice.Next(1000):D3}{index % 10}"));
        return new Vehicle
        {
            Owner = county.Owner,
            Id = clock.NewId(),
            Plate = plate.Text,
            PlateColour = "blue",
            Kind = "car",
            Unusual = plate.Unusual,
            CreatedAt = at,
        };
    }
}
