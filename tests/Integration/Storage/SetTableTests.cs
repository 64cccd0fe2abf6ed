using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Storage;

public sealed class SetTableTests : IAsyncLifetime
{
    private static readonly SetTable<Vehicle> Vehicles = new SetTable<Vehicle>("registry_vehicle", "owner", "id")
        .With("owner", v => v.Owner).With("id", v => v.Id).With("plate", v => v.Plate).With("plate_colour", v => v.PlateColour)
        .With("kind", v => v.Kind).With("unusual", v => v.Unusual).With("created_at", v => v.CreatedAt);

    private TestDatabase _database = null!;
    private Store _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = _database.OpenStore();
        await Registry.County.SetUpAsync(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Empty_and_rare_texts_come_back_as_they_were_written()
    {
        var rows = new[] { "", "晋A12345", "𠮷𠮷", new string('长', 32) }
            .Select((text, i) => new Vehicle
            {
                Owner = Registry.County.Code,
                Id = _store.Clock.NewId(),
                Plate = $"晋G0000{i}",
                PlateColour = i == 0 ? null : "blue",
                Kind = text,
                Unusual = i % 2 == 0,
                CreatedAt = _store.Clock.Now(),
            }).ToList();

        await using (var write = await _store.BeginAsync(Registry.County.Code, WriteLane.Lane, Stop))
        {
            Vehicles.Write(write, rows);
            await write.CommitAsync(Stop);
        }

        await using var db = _store.OpenDb();
        var read = await db.Set<Vehicle>().Where(v => v.Owner == Registry.County.Code).OrderBy(v => v.Plate).ToListAsync(Stop);
        Assert.Equivalent(rows, read, strict: true);
    }

    [Fact]
    public async Task A_known_key_is_told_from_a_new_one()
    {
        Vehicle Car(Guid id, string plate) => new() { Owner = Registry.County.Code, Id = id, Plate = plate, Unusual = false, CreatedAt = _store.Clock.Now() };
        var known = _store.Clock.NewId();
        await using var write = await _store.BeginAsync(Registry.County.Code, WriteLane.Lane, Stop);

        Assert.Equal(1, await Vehicles.WriteNewAsync(write, [Car(known, "晋G00001")], Stop));
        Assert.Equal(1, await Vehicles.WriteNewAsync(write, [Car(known, "晋G00001"), Car(_store.Clock.NewId(), "晋G00002")], Stop));
    }
}
