using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RedVest.Kernel.Access;

/// <summary>Why somebody looks at what is masked or searches by a number. The audit keeps it beside the name and the time.</summary>
public static class Purposes
{
    public const int Shortest = 4;
    public const int Longest = 200;

    /// <summary>The refusal of a missing or endless purpose; null when it is in order.</summary>
    public static ProblemHttpResult? Refuse(string purpose) =>
        purpose.Trim().Length is >= Shortest and <= Longest
            ? null
            : Problems.Refuse(StatusCodes.Status400BadRequest, "purpose-missing", ("shortest", Shortest), ("longest", Longest));
}
