namespace RedVest.Checkpoints.Custody;

/// <summary>
/// How long a step of the yard may take until somebody asks. Sources: practice C6 (arrival to test 30 min, transfer leaves 2 h, a post's own results 8 h);
/// an antigen is read after 20 minutes.
/// </summary>
internal static class YardClocks
{
    public const int SampleMinutes = 30;
    public const int AntigenMinutes = 20;
    public const int NucleicMinutes = 8 * 60;
    public const int TransferMinutes = 2 * 60;
    public const int DecideMinutes = 30;

    /// <summary>Where somebody goes with a verdict, what comes next, and within how many minutes.</summary>
    public static (string Stage, string Next, int Minutes) AfterVerdict(string verdict) => verdict switch
    {
        "hold" => (Stages.Held, NextSteps.Transfer, TransferMinutes),
        "refer" => (Stages.ToClinic, NextSteps.Clinic, TransferMinutes),
        _ => (Stages.ToSample, NextSteps.Sample, SampleMinutes),
    };
}

/// <summary>What has to happen next; an open set.</summary>
internal static class NextSteps
{
    public const string Sample = "sample";
    public const string Result = "result";
    public const string Decide = "decide";
    public const string Transfer = "transfer";
    public const string Clinic = "clinic";

    /// <summary>Somebody of the command room takes it.</summary>
    public const string Take = "take";

    /// <summary>The person is found.</summary>
    public const string Find = "find";
}

/// <summary>How long until somebody asks. The clock runs from when the centre knew, not from the passage: a phone may have been offline for hours [D].</summary>
internal static class SoughtClocks
{
    public const int TakeMinutes = 30;
    public const int FindMinutes = 2 * 60;
}
