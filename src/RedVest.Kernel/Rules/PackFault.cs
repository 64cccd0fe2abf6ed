namespace RedVest.Kernel.Rules;

/// <summary>One thing that is wrong with a pack.</summary>
/// <param name="Place">Where, such as <c>/rules/3/when/and/1</c>; empty for the file itself.</param>
/// <param name="Line">The line of that place, or of what should contain it.</param>
/// <param name="Reason">Why, in one clause.</param>
/// <param name="IsWarning">The pack could be used all the same; its author should look.</param>
public sealed record PackFault(string Place, int Line, string Reason, bool IsWarning);

/// <summary>A pack's text, read to its end.</summary>
/// <param name="Pack">Null when a fault is more than a warning.</param>
/// <param name="Faults">All of them, in the order of the text.</param>
public sealed record PackReading(Pack? Pack, IReadOnlyList<PackFault> Faults);

/// <summary>Collects what is wrong, so that an author is told everything at once.</summary>
internal sealed class FaultList(JsonLines lines)
{
    private readonly List<PackFault> _faults = [];

    internal bool HasErrors => _faults.Exists(fault => !fault.IsWarning);

    internal IReadOnlyList<PackFault> InOrder => [.. _faults.OrderBy(fault => fault.Line)];

    /// <summary>The value, or <paramref name="instead"/> with the fault noted.</summary>
    internal T Try<T>(Func<T> read, T instead)
    {
        try
        {
            return read();
        }
        catch (PackException fault)
        {
            Add(fault.Place, fault.Reason);
            return instead;
        }
    }

    internal void Try(Action check) => Try(() =>
    {
        check();
        return true;
    }, false);

    internal void Add(string place, string reason) => _faults.Add(new PackFault(place, lines.Of(place), reason, IsWarning: false));

    internal void Warn(string place, string reason) => _faults.Add(new PackFault(place, lines.Of(place), reason, IsWarning: true));
}
