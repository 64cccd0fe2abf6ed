namespace RedVest.Kernel.Rules;

/// <summary>Reads a pack's list of areas.</summary>
internal static class AreaLoader
{
    internal static AreaList Areas(PackReader json, FaultList faults)
    {
        faults.Try(() => json.Only("levels", "entries"));
        var levels = new List<AreaLevel>();
        foreach (var item in faults.Try(() => json.Items("levels"), []))
        {
            if (faults.Try(() => Level(item, levels, faults), null) is { } level)
                levels.Add(level);
        }

        var entries = faults.Try(() => json.Items("entries"), []).Select(entry => faults.Try(() => Entry(entry, levels, faults), null));
        return new AreaList(levels, [.. entries.OfType<AreaEntry>()]);
    }

    private static AreaLevel Level(PackReader json, List<AreaLevel> before, FaultList faults)
    {
        json.Only("id", "text");
        var id = json.Text("id");
        return id == AreaList.None ? throw json.Any("id").Refuse("none is what no entry covers")
            : before.Exists(level => level.Id == id) ? throw json.Any("id").Refuse("two levels have this id")
            : new AreaLevel(id, PackLoader.Words(json, "text", faults));
    }

    private static AreaEntry Entry(PackReader json, List<AreaLevel> levels, FaultList faults)
    {
        json.Only("code", "level", "from", "to", "source", "doubtful", "because");
        var entry = new AreaEntry(
            json.Text("code"), json.Text("level"), json.Instant("from") ?? throw json.Any("from").Refuse("must be a time with offset"), json.Instant("to"), json.Text("source"));
        return !PackLoader.IsDivision(entry.Code) ? throw json.Any("code").Refuse("needs a division code of 2, 4, 6, 9 or 12 digits")
            : !levels.Exists(level => level.Id == entry.Level) ? throw json.Any("level").Refuse("not one of the levels")
            : entry.From >= entry.To ? throw json.Any("to").Refuse("must lie after from")
            : entry with { Place = json.Place, Doubt = PackLoader.Doubt(json, faults) };
    }
}
