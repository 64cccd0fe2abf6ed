namespace RedVest.Kernel.Sync;

/// <summary>The server's word on one record (protocol §4).</summary>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
/// <param name="Code">Stable reason of a refusal or conflict.</param>
/// <param name="Detail">For waiting-for: the id it waits for.</param>
/// <param name="Answer">The room's word, for example the server's proposal.</param>
public sealed record RecordAnswer(string Outcome, string? Code = null, string? Detail = null, object? Answer = null)
{
    public static readonly RecordAnswer Stored = new(Outcomes.Stored);

    public static readonly RecordAnswer AlreadyStored = new(Outcomes.AlreadyStored);

    public static RecordAnswer Refused(string code) => new(Outcomes.Refused, code);

    public static RecordAnswer Conflict(string code) => new(Outcomes.Conflict, code);

    public static RecordAnswer WaitingFor(Guid id) => new(Outcomes.WaitingFor, null, id.ToString());

    public static RecordAnswer StoredWith(object answer) => new(Outcomes.Stored, Answer: answer);
}

/// <summary>The six outcomes of a record. Only the first two leave the device's outbox.</summary>
public static class Outcomes
{
    public const string Stored = "stored";
    public const string AlreadyStored = "already-stored";
    public const string Later = "later";
    public const string WaitingFor = "waiting-for";
    public const string Conflict = "conflict";
    public const string Refused = "refused";
}
