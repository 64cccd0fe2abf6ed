namespace RedVest.Conformance;

internal enum Agreement
{
    Agrees,
    Disagrees,

    /// <summary>Listed as a flag that nobody can reproduce.</summary>
    NotReproducible,

    /// <summary>Not this program's step: pictures are read in the browser.</summary>
    NotJudged,
}

/// <summary>One statement of a data set and what we say to it.</summary>
/// <param name="Issuer">Country or suite.</param>
/// <param name="Step">What is compared.</param>
/// <param name="File">Relative to the folder given; with a number where a file holds several cases.</param>
internal sealed record Check(string Set, string Issuer, string Step, string File, Agreement Agreement, string Expected = "", string Actual = "");

/// <summary>What one code came to, for the other implementation to compare step by step.</summary>
internal sealed record CodeRead(string Set, string File, DateTimeOffset At, string Outcome, string Detail, IReadOnlyDictionary<string, string> Steps, bool FollowsSchema);

/// <summary>Everything a run found.</summary>
/// <param name="Absent">Sets that the folder does not hold.</param>
internal sealed record ConformanceResult(IReadOnlyList<Check> Checks, IReadOnlyList<CodeRead> Codes, IReadOnlyList<string> Absent)
{
    public int Count(Agreement agreement) => Checks.Count(c => c.Agreement == agreement);

    /// <summary>All that can be reproduced agrees, and something was there to compare.</summary>
    public bool IsGood => Count(Agreement.Disagrees) == 0 && Count(Agreement.Agrees) > 0;
}
