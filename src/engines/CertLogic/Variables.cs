using System.Globalization;

namespace RedVest.CertLogic;

/// <summary>The ways in which <c>var</c> finds its value. All of them note a null, so that a rule can say it met an unknown.</summary>
internal static class Variables
{
    internal static Evaluation Slot(int index) => (ref Frame frame) =>
    {
        var value = frame.Data.Items[index];
        frame.Missing |= value.IsNull;
        return value;
    };

    internal static Evaluation SlotKnown(int index) => (ref Frame frame) =>
    {
        var known = !frame.Data.Items[index].IsNull;
        frame.Missing |= !known;
        return Value.Of(known);
    };

    internal static Evaluation Walk(string[] fragments)
    {
        var steps = Array.ConvertAll(fragments, Step.Of);
        return (ref Frame frame) => Noted(Follow(frame.Data, steps), ref frame);
    }

    /// <summary>Inside a reduction the data are the accumulator and the current item, nothing else.</summary>
    internal static Evaluation InReduction(string[] fragments)
    {
        var steps = Array.ConvertAll(fragments.Length == 0 ? [] : fragments[1..], Step.Of);
        return fragments switch
        {
            ["accumulator", ..] => (ref Frame frame) => Noted(Follow(frame.Accumulator, steps), ref frame),
            ["current", ..] => (ref Frame frame) => Noted(Follow(frame.Current, steps), ref frame),
            [] => (ref Frame frame) => Value.Of(new Dictionary<string, Value>(StringComparer.Ordinal)
            {
                ["accumulator"] = frame.Accumulator,
                ["current"] = frame.Current,
            }),
            _ => (ref Frame frame) => Noted(Value.Null, ref frame),
        };
    }

    private static Value Noted(Value value, ref Frame frame)
    {
        frame.Missing |= value.IsNull;
        return value;
    }

    private static Value Follow(Value value, Step[] steps)
    {
        foreach (var step in steps)
        {
            value = value.Kind switch
            {
                ValueKind.Object => value.Members.TryGetValue(step.Name, out var member) ? member : Value.Null,
                ValueKind.Array when step.Index >= 0 && step.Index < value.Items.Length => value.Items[step.Index],
                _ => Value.Null,
            };
        }

        return value;
    }

    private readonly record struct Step(string Name, int Index)
    {
        internal static Step Of(string name) =>
            new(name, int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1);
    }
}
