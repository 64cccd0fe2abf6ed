namespace RedVest.Kernel.Rules;

/// <summary>What holds for a passage that began under an older pack and is not finished when this one takes effect.</summary>
/// <param name="PackId">The older pack.</param>
/// <param name="Version">One version of it; null: any.</param>
/// <param name="FollowsOld">The older pack decides to the end of the passage; otherwise this one at once.</param>
public sealed record Transition(string PackId, int? Version, bool FollowsOld, Wording Text, string Source)
{
    public bool IsAbout(string id, int version) => id == PackId && (Version is null || Version == version);

    internal static Transition Read(PackReader json, FaultList faults)
    {
        json.Only("pack", "version", "follow", "text", "source");
        return new Transition(
            json.Text("pack"), json.Has("version") ? json.Integer("version") : null,
            json.Text("follow") switch { "old" => true, "new" => false, _ => throw json.Any("follow").Refuse("must be old or new") },
            PackLoader.Words(json, "text", faults), json.Text("source"));
    }
}
