using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RedVest.Kernel.Access;

/// <summary>Why somebody took something away. Kept in the row it is about; the audit keeps only that it was done.</summary>
public static class Reasons
{
    public const int Longest = 500;

    /// <param name="Reason">In the person's own words, up to 500 characters, not blank.</param>
    public sealed record Request(string Reason);

    /// <summary>The refusal of a missing or endless reason; null when it is in order.</summary>
    public static ProblemHttpResult? Refuse(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > Longest
            ? Problems.Refuse(StatusCodes.Status400BadRequest, "reason-missing", ("longest", Longest))
            : null;
}
