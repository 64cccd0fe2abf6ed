using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>At each change of shift the leader who goes signs what is handed over, and the leader who comes takes it, person by person.</summary>
internal sealed class ShiftChange(Bundle bundle, Yard yard, OwnList own, DateOnly day)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(4), After = TimeSpan.FromMinutes(3), LastMoment = TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1);

    public IReadOnlyList<DrillShift> Shifts { get; } = DrillShift.Of(bundle.ShiftStarts);

    /// <summary>Whoever leads a shift: those who come after the head and the deputy in the post's list, no two of one name.</summary>
    public Guid Leader(int shift)
    {
        var leaders = bundle.Staff.DistinctBy(s => s.Name).Skip(bundle.Staff.Count > 6 ? 2 : 0).Take(4).ToList();
        return leaders[(shift - 1) % leaders.Count].Id;
    }

    /// <param name="from">Changes that lie before are left out.</param>
    public IEnumerable<Act> Acts(TimeSpan from) =>
        bundle.Staff.DistinctBy(s => s.Name).Count() < 2 ? [] : Shifts.Where(s => s.Until - Before >= from).SelectMany(Handover);

    private IEnumerable<Act> Handover(DrillShift shift)
    {
        var (id, digest) = (Guid.Empty, "");
        IReadOnlyList<Guid> persons = [];
        yield return new(shift.Until - Before, device =>
        {
            (id, persons) = (device.NewId(), yard.Here);
            var sheet = Sheet(shift, device, persons);
            digest = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
            device.Record("shifts.handover-offered", id, new OfferedSaid(device.Checkpoint, Day, shift.Number, sheet, digest), Leader(shift.Number));
        });
        yield return new(shift.Until + After < LastMoment ? shift.Until + After : LastMoment, device =>
        {
            device.Record("shifts.handover-taken", id, new TakenSaid(device.Checkpoint, digest, persons), Leader(shift.Number + 1));
            own.NoteHandover(shift.Number, persons.Count);
        });
    }

    private string Day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the leader sees on the phone: whoever is in the yard, and what is counted by hand.</summary>
    private string Sheet(DrillShift shift, LaneDevice device, IReadOnlyList<Guid> persons)
    {
        var now = Wire.Time(device.Clock.TrueTime);
        return Wire.Text(new
        {
            day = Day,
            shift = shift.Number,
            at = now,
            persons = persons.Select(loop => new { id = loop, name = "*", since = now, needs = Array.Empty<string>() }),
            trips = Array.Empty<string>(),
            devices = Array.Empty<string>(),
            incidents = Array.Empty<string>(),
            rules = Array.Empty<string>(),
            figures = new Dictionary<string, int>(),
            unsigned = Array.Empty<string>(),
            lines = new[] { new { what = Say.Text("drill.shift.thermometers"), count = "9" } },
        });
    }
}
