using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>
/// Whoever begins a shift reads the rules of the day first. At its end the leader who goes signs what is handed over, and the leader who comes takes it,
/// person by person and lorry by lorry.
/// </summary>
internal sealed class ShiftChange(Bundle bundle, Yard yard, Freight freight, OwnList own, DateOnly day)
{
    private static readonly TimeSpan Read = TimeSpan.FromMinutes(1), Before = TimeSpan.FromMinutes(4), After = TimeSpan.FromMinutes(3), LastMoment = TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1);

    public IReadOnlyList<DrillShift> Shifts { get; } = DrillShift.Of(bundle.ShiftStarts);

    /// <summary>Whoever leads a shift: those who come after the head and the deputy in the post's list, no two of one name.</summary>
    public Guid Leader(int shift)
    {
        var leaders = bundle.Staff.DistinctBy(s => s.Name).Skip(bundle.Staff.Count > 6 ? 2 : 0).Take(4).ToList();
        return leaders[(shift - 1) % leaders.Count].Id;
    }

    /// <param name="from">Changes that lie before are left out.</param>
    public IEnumerable<Act> Acts(TimeSpan from) => bundle.Staff.DistinctBy(s => s.Name).Count() < 2 ? [] :
    [
        .. Shifts.Where(s => s.From + Read >= from).Select(Reads),
        .. Shifts.Where(s => s.Until - Before >= from).SelectMany(Handover),
    ];

    private Act Reads(DrillShift shift) => new(shift.From + Read, device =>
    {
        List<ReadThing> what = [];
        if (bundle.Pack is { } pack)
            what.Add(new("pack", pack.Id, Number(pack.Version)));
        if (bundle.Gate is { } gate)
            what.Add(new("gate", gate.Id, Number(gate.Version)));
        if (what.Count == 0)
            return;
        device.Record("shifts.read", device.NewId(), new ReadSaid(device.Checkpoint, Day, shift.Number, what), Leader(shift.Number));
        own.NoteRead(shift.Number, what.Count);
    });

    private IEnumerable<Act> Handover(DrillShift shift)
    {
        var (id, digest) = (Guid.Empty, "");
        IReadOnlyList<Guid> persons = [];
        IReadOnlyList<Lorry> lorries = [];
        yield return new(shift.Until - Before, device =>
        {
            (id, persons, lorries) = (device.NewId(), yard.Here, freight.InsideAt(device.Clock.TrueTime));
            var sheet = Sheet(shift, device, persons, lorries);
            digest = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
            device.Record("shifts.handover-offered", id, new OfferedSaid(device.Checkpoint, Day, shift.Number, sheet, digest), Leader(shift.Number));
        });
        yield return new(shift.Until + After < LastMoment ? shift.Until + After : LastMoment, device =>
        {
            device.Record("shifts.handover-taken", id, new TakenSaid(device.Checkpoint, digest, persons, [.. lorries.Select(l => l.Id)]), Leader(shift.Number + 1));
            own.NoteHandover(shift.Number, persons.Count + lorries.Count);
        });
    }

    private string Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the leader sees on the phone: whoever is in the yard, which lorries are inside, and what is counted by hand.</summary>
    private string Sheet(DrillShift shift, LaneDevice device, IReadOnlyList<Guid> persons, IReadOnlyList<Lorry> lorries)
    {
        var now = Wire.Time(device.Clock.TrueTime);
        return Wire.Text(new
        {
            day = Day,
            shift = shift.Number,
            at = now,
            persons = persons.Select(loop => new { id = loop, name = "*", since = now, needs = Array.Empty<string>() }),
            trips = lorries.Select(l => new { l.Id, l.Plate, to = l.Consignee, l.Seal, stage = "entered", since = Wire.Time(l.Since) }),
            devices = Array.Empty<string>(),
            incidents = Array.Empty<string>(),
            rules = Array.Empty<string>(),
            figures = new Dictionary<string, int>(),
            unsigned = Array.Empty<string>(),
            lines = new[] { new { what = Say.Text("drill.shift.thermometers"), count = "9" } },
        });
    }
}
