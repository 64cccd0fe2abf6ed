using System.Globalization;
using System.Text.Json;

namespace RedVest.CertLogic;

/// <summary>Turns one expression into a tree of delegates. Used once and thrown away.</summary>
internal sealed class Compiler(Func<string, Binding?>? bind)
{
    private const int DeepestNesting = 64;

    private readonly List<string> _reads = [];
    private readonly List<string> _numbers = [];
    private int _depth;
    private bool _inReduction;

    internal Expression Compile(JsonElement json) => new(Any(json, ""), _reads, _numbers);

    private Evaluation Any(JsonElement json, string place)
    {
        if (++_depth > DeepestNesting)
        {
            throw new CertLogicException("nested too deeply", place);
        }

        var evaluation = json.ValueKind switch
        {
            JsonValueKind.Object => Operation(json, place),
            JsonValueKind.Array => Array(json, place),
            JsonValueKind.Number => Number(json, place),
            JsonValueKind.String or JsonValueKind.True or JsonValueKind.False => Fixed(Value.Parse(json)),
            JsonValueKind.Null or JsonValueKind.Undefined => throw new CertLogicException("invalid CertLogic expression", place),
        };
        _depth--;
        return evaluation;
    }

    private static Evaluation Fixed(Value value) => (ref Frame _) => value;

    private Evaluation Number(JsonElement json, string place)
    {
        var value = Value.Parse(json);
        _numbers.Add(place);
        return value.Kind == ValueKind.Integer
            ? Fixed(value)
            : throw new CertLogicException($"{json.GetRawText()} is a non-integer number", place);
    }

    private Evaluation Array(JsonElement json, string place)
    {
        var literal = json.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False);
        var items = json.EnumerateArray().Select((item, index) => Any(item, $"{place}/{index}")).ToArray();
        if (literal)
        {
            return Fixed(Value.Parse(json));
        }

        return (ref Frame frame) =>
        {
            var values = new Value[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = items[i](ref frame);
            }

            return Value.Of(values);
        };
    }

    private Evaluation Operation(JsonElement json, string place)
    {
        var count = json.EnumerateObject().Count();
        if (count != 1)
        {
            throw new CertLogicException($"expression object must have exactly one key, but it has {count.ToString(CultureInfo.InvariantCulture)}", place);
        }

        var operation = json.EnumerateObject().Single();
        var inside = $"{place}/{operation.Name}";
        if (operation.Name == "var")
        {
            return Variable(operation.Value, inside);
        }

        if (operation.Value.ValueKind != JsonValueKind.Array)
        {
            throw new CertLogicException("operation not of the form { \"<operator>\": [ <values...> ] }", inside);
        }

        return Operator(operation.Name, operation.Value, inside);
    }

    private Evaluation Operator(string name, JsonElement json, string place)
    {
        switch (name)
        {
            case "if":
                return Operations.If(Operands(json, place, 3, 3));
            case "and":
                return Operations.And(Operands(json, place, 2, int.MaxValue), place);
            case "!":
                return Operations.Not(Operands(json, place, 1, 1)[0], place);
            case "===":
                return Operations.Same(Operands(json, place, 2, 2));
            case "in":
                return Operations.In(Operands(json, place, 2, 2), place);
            case "+":
                return Operations.Plus(Operands(json, place, 2, 2), place);
            case "<" or ">" or "<=" or ">=":
                return Operations.Compare(name, ValueKind.Integer, Operands(json, place, 2, 3), place);
            case "before" or "after" or "not-after" or "not-before":
                return Operations.Compare(name, ValueKind.Instant, Operands(json, place, 2, 3), place);
            case "plusTime":
                return PlusTime(json, place);
            case "reduce":
                return Reduce(json, place);
            case "extractFromUVCI":
                return Fragment(json, place);
            case "dccDateOfBirth":
                return Operations.DateOfBirth(Operands(json, place, 1, 1)[0], place);
            default:
                throw new CertLogicException($"unrecognised operator: \"{name}\"", place);
        }
    }

    private Evaluation[] Operands(JsonElement json, string place, int least, int most)
    {
        var count = json.GetArrayLength();
        return count >= least && count <= most
            ? json.EnumerateArray().Select((operand, index) => Any(operand, $"{place}/{index}")).ToArray()
            : throw new CertLogicException($"wrong number of operands: {count.ToString(CultureInfo.InvariantCulture)}", place);
    }

    private Evaluation Variable(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            throw new CertLogicException("not of the form { \"var\": \"<path>\" }", place);
        }

        var path = json.GetString()!;
        var fragments = path.Length == 0 ? [] : path.Split('.');
        if (fragments.Any(fragment => fragment.Length == 0))
        {
            throw new CertLogicException($"data access path doesn't have a valid format: {path}", place);
        }

        if (_inReduction)
        {
            return Variables.InReduction(fragments);
        }

        if (!_reads.Contains(path))
        {
            _reads.Add(path);
        }

        return bind?.Invoke(path) switch
        {
            Binding.Constant(var value) => Fixed(value),
            Binding.Slot(var index) => Variables.Slot(index),
            Binding.SlotKnown(var index) => Variables.SlotKnown(index),
            null => Variables.Walk(fragments),
            _ => throw new CertLogicException("unknown binding", place),
        };
    }

    private Evaluation PlusTime(JsonElement json, string place)
    {
        if (json.GetArrayLength() != 3 || json[1].ValueKind != JsonValueKind.Number || !json[1].TryGetInt64(out var amount)
            || json[2].ValueKind != JsonValueKind.String || json[2].GetString() is not ("year" or "month" or "day" or "hour"))
        {
            throw new CertLogicException("plusTime takes a date, a whole number and year, month, day or hour", place);
        }

        _numbers.Add($"{place}/1");
        return Operations.PlusTime(Any(json[0], $"{place}/0"), amount, json[2].GetString()!, place);
    }

    private Evaluation Reduce(JsonElement json, string place)
    {
        if (json.GetArrayLength() != 3)
        {
            throw new CertLogicException("reduce takes an array, an expression and a start", place);
        }

        var array = Any(json[0], $"{place}/0");
        var start = Any(json[2], $"{place}/2");
        var outside = _inReduction;
        _inReduction = true;
        var step = Any(json[1], $"{place}/1");
        _inReduction = outside;
        return Operations.Reduce(array, step, start, place);
    }

    private Evaluation Fragment(JsonElement json, string place)
    {
        if (json.GetArrayLength() != 2 || json[1].ValueKind != JsonValueKind.Number || !json[1].TryGetInt32(out var index))
        {
            throw new CertLogicException("extractFromUVCI takes a text and a whole number", place);
        }

        _numbers.Add($"{place}/1");
        return Operations.Fragment(Any(json[0], $"{place}/0"), index, place);
    }
}
