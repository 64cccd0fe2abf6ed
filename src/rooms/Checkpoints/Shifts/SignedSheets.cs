using System.Text.Json;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The figures that leaders sign: what each lane has seen and what others counted. Where a held person is by now is not part of it, so that it may go on changing.</summary>
internal static class SignedSheets
{
    internal sealed record Lane(Guid Id, int Seen, int OnFoot, IReadOnlyDictionary<string, int> Counts);

    public static string Write(IEnumerable<LaneSheet> sheets) => JsonSerializer.Serialize(
        sheets.Select(s => new Lane(s.Lane.Id, s.Seen, s.SeenOnFoot, new SortedDictionary<string, int>(s.Counts.ToDictionary(c => c.Source, c => c.Count), StringComparer.Ordinal))),
        JsonSerializerOptions.Web);

    /// <summary>What is otherwise now than it was signed.</summary>
    public static List<ShiftView.Change> Changes(string signed, IReadOnlyList<LaneSheet> now)
    {
        var then = JsonSerializer.Deserialize<List<Lane>>(signed, JsonSerializerOptions.Web)!.ToDictionary(l => l.Id); // written above
        var changes = new List<ShiftView.Change>();
        foreach (var sheet in now)
        {
            var was = then.GetValueOrDefault(sheet.Lane.Id);
            Compare(sheet, null, was?.Seen ?? 0, sheet.Seen);
            Compare(sheet, "on-foot", was?.OnFoot ?? 0, sheet.SeenOnFoot);
            foreach (var source in sheet.Counts.Select(c => c.Source).Union(was?.Counts.Keys ?? []))
                Compare(sheet, source, was?.Counts.GetValueOrDefault(source) ?? 0, sheet.Counts.FirstOrDefault(c => c.Source == source)?.Count ?? 0);
        }

        return changes;

        void Compare(LaneSheet sheet, string? source, int before, int after)
        {
            if (before != after)
                changes.Add(new ShiftView.Change(sheet.Lane.Id, sheet.Lane.Number, source, before, after));
        }
    }
}
