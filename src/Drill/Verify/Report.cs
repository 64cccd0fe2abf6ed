using System.Globalization;
using System.Text.Json;
using RedVest.Drill.Devices;
using RedVest.Drill.Words;

namespace RedVest.Drill.Verify;

/// <summary>A phone of the drill and what it was there for.</summary>
/// <param name="Key">Of its name in the texts.</param>
internal sealed record WorkerSaid(LaneDevice Device, string Key);

/// <summary>What the drill prints at its end: tables for people, four plain lines for everybody, or one JSON line for programs.</summary>
internal sealed record Report(string PostName, DateOnly Day, Guid Checkpoint, IReadOnlyList<WorkerSaid> Devices, PlatformDay Platform, Comparison Comparison)
{
    private const int MostNamed = 10;

    public long Vehicles => Platform.Figure(FigureKeys.Vehicles);

    public long Persons => Platform.Figure(FigureKeys.Persons);

    public long Tests => Platform.Figure(FigureKeys.Tests);

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{PostName} · {Day:yyyy-MM-dd}");
        WriteDevices(output);
        WriteFigures(output);
        Name(output, "drill.missing", Comparison.Missing);
        Name(output, "drill.unknown", Comparison.Unknown);
        Name(output, "drill.other", Comparison.Other);
        foreach (var kept in Devices.SelectMany(d => d.Device.Outbox.InNeedOfAPerson).GroupBy(e => (e.Kind, e.Because)))
            output.WriteLine(Say.Text("drill.kept", kept.Count(), kept.Key.Kind, kept.Key.Because ?? ""));
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vehicles {Vehicles}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"persons {Persons}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tests {Tests}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference: {Comparison.Difference}"));
    }

    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Day,
            Checkpoint,
            Name = PostName,
            Vehicles,
            Persons,
            Tests,
            Comparison.Difference,
            Passages = Platform.Passages.Count,
            Comparison.Missing,
            Comparison.Unknown,
            Comparison.Other,
            Comparison.NotTaken,
            Rows = Comparison.Rows.Select(r => new { Group = r.Group["drill.table.".Length..], r.Name, r.Own, r.Platform }),
            Devices = Devices.Select(d => new { d.Device.Name, Behaviour = d.Key["drill.device.".Length..], d.Device.Tally }),
        },
        Wire.Json));

    private void WriteDevices(TextWriter output)
    {
        output.WriteLine();
        TextTable.Write(output, [
            [.. new[] { "device", "records", "pushes", "signed", "twice", "renumbered", "new-ids", "tried-again" }.Select(column => Say.Text("drill.column." + column))],
            .. Devices.Select(d => Cells($"{d.Device.Name} · {Say.Text(d.Key)}", d.Device.Tally)),
        ]);
    }

    private static string[] Cells(string name, DeviceTally tally) =>
    [
        name,
        .. new[] { tally.Records, tally.Pushes, tally.SignedPushes, tally.SentTwice, tally.Renumbered, tally.NewIds, tally.TriedAgain }
            .Select(n => n.ToString(CultureInfo.InvariantCulture)),
    ];

    private void WriteFigures(TextWriter output)
    {
        foreach (var group in Comparison.Rows.Where(r => r.Own != 0 || r.Platform != 0).GroupBy(r => r.Group))
        {
            output.WriteLine();
            TextTable.Write(output, [
                [Say.Text(group.Key), Say.Text("drill.column.own"), Say.Text("drill.column.platform"), Say.Text("drill.column.difference")],
                .. group.Select(r => new[] { r.Name, $"{r.Own}", $"{r.Platform}", $"{r.Difference}" }),
            ]);
        }
    }

    private static void Name(TextWriter output, string key, IReadOnlyList<Guid> ids)
    {
        if (ids.Count > 0)
            output.WriteLine(Say.Text(key, ids.Count, string.Join(' ', ids.Take(MostNamed))));
    }
}
