using System.Text.Json;

namespace RedVest.CertLogic;

/// <summary>
/// A CertLogic condition, compiled once and evaluated as often as cars pass. Conforms to the CertLogic specification 1.2.1
/// (ehn-dcc-development/eu-dcc-business-rules). Safe to share between threads.
/// </summary>
public sealed class Expression
{
    private readonly Evaluation _root;

    internal Expression(Evaluation root, IReadOnlyList<string> reads, IReadOnlyList<string> numbers)
    {
        _root = root;
        Reads = reads;
        Numbers = numbers;
    }

    /// <summary>The paths the expression names in <c>var</c>, each once, in order of appearance; those of a reduction's own scope left out.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>The places of literal numbers, offsets of <c>plusTime</c> included.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>Compiles an expression.</summary>
    /// <param name="json">The expression.</param>
    /// <param name="bind">Where a path is found if not by walking through the data; null walks for every path.</param>
    /// <exception cref="CertLogicException">It is not CertLogic; the exception says where.</exception>
    public static Expression Compile(JsonElement json, Func<string, Binding?>? bind = null) => new Compiler(bind).Compile(json);

    /// <summary>The value of the expression over <paramref name="data"/>.</summary>
    /// <exception cref="CertLogicException">An operation met a value it refuses.</exception>
    public Value Evaluate(in Value data) => Evaluate(data, out _);

    /// <summary>The value of the expression, and whether it met a variable that is null on the way to it.</summary>
    public Value Evaluate(in Value data, out bool missing)
    {
        missing = false;
        var frame = new Frame { Data = data };
        try
        {
            return _root(ref frame);
        }
        finally
        {
            missing = frame.Missing;
        }
    }
}

/// <summary>Where a path is found when it is not a walk through the data: known at compile time, or a slot of the data, which is then an array.</summary>
public abstract record Binding
{
    private Binding()
    {
    }

    /// <summary>A parameter or a list: the value is the same for every evaluation.</summary>
    public sealed record Constant(Value Value) : Binding;

    /// <summary>The slot's value.</summary>
    public sealed record Slot(int Index) : Binding;

    /// <summary>True when the slot has a value, false when it is null.</summary>
    public sealed record SlotKnown(int Index) : Binding;
}
