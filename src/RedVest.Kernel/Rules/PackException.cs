namespace RedVest.Kernel.Rules;

/// <summary>A rule pack, or the facts schema, that cannot be used. The pack in force stays in force.</summary>
/// <param name="place">Where, such as <c>/rules/3/when/and/1</c>; empty for the file itself.</param>
/// <param name="reason">Why, in one clause.</param>
public sealed class PackException(string place, string reason) : Exception($"{(place.Length == 0 ? "/" : place)}: {reason}")
{
    public string Place { get; } = place;

    public string Reason { get; } = reason;
}
