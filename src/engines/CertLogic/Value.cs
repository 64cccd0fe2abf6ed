using System.Text.Json;

namespace RedVest.CertLogic;

/// <summary>The kinds of value that CertLogic computes with. <see cref="Fraction"/> can be carried, but no operation takes it.</summary>
public enum ValueKind : byte
{
    Null,
    Boolean,
    Integer,
    Fraction,
    Text,
    Array,
    Object,
    Instant,
}

/// <summary>One CertLogic value. A struct of 24 bytes, so that evaluating a rule over facts allocates nothing.</summary>
public readonly struct Value
{
    private readonly object? _reference;
    private readonly long _number;

    private Value(ValueKind kind, long number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    public static Value Null => default;

    public ValueKind Kind { get; }

    public bool IsNull => Kind == ValueKind.Null;

    public long Integer => _number;

    public bool Boolean => _number != 0;

    /// <summary>Milliseconds since 1970; only <c>plusTime</c> and <c>dccDateOfBirth</c> make one.</summary>
    public long Instant => _number;

    public double Fraction => BitConverter.Int64BitsToDouble(_number);

    public string Text => (string)_reference!;

    public ReadOnlySpan<Value> Items => (Value[])_reference!;

    public IReadOnlyDictionary<string, Value> Members => (IReadOnlyDictionary<string, Value>)_reference!;

    public bool IsTruthy => Kind switch
    {
        ValueKind.Null => false,
        ValueKind.Boolean or ValueKind.Integer => _number != 0,
        ValueKind.Fraction => Fraction != 0,
        ValueKind.Text => Text.Length > 0,
        ValueKind.Array => Items.Length > 0,
        ValueKind.Object => Members.Count > 0,
        ValueKind.Instant => false, // an instant is neither: asking whether it is true is a mistake in the rule
    };

    public bool IsFalsy => Kind != ValueKind.Instant && !IsTruthy;

    public static Value Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0, null);

    public static Value Of(long value) => new(ValueKind.Integer, value, null);

    public static Value Of(string? value) => value is null ? Null : new(ValueKind.Text, 0, value);

    public static Value Of(Value[] items) => new(ValueKind.Array, 0, items);

    public static Value Of(IReadOnlyDictionary<string, Value> members) => new(ValueKind.Object, 0, members);

    internal static Value OfInstant(long milliseconds) => new(ValueKind.Instant, milliseconds, null);

    /// <summary>A value from JSON. A number with nothing behind the point is an integer, as in every JSON reader of the browser.</summary>
    public static Value Parse(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.String => Of(json.GetString()),
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => Of(json.EnumerateArray().Select(Parse).ToArray()),
        JsonValueKind.Object => Of(Read(json)),
        JsonValueKind.Null or JsonValueKind.Undefined => Null,
    };

    /// <summary>Writes the value as JSON; an instant as milliseconds since 1970.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(Boolean);
                break;
            case ValueKind.Integer or ValueKind.Instant:
                writer.WriteNumberValue(_number);
                break;
            case ValueKind.Fraction:
                writer.WriteNumberValue(Fraction);
                break;
            case ValueKind.Text:
                writer.WriteStringValue(Text);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (ref readonly var item in Items)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, member) in Members)
                {
                    writer.WritePropertyName(name);
                    member.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>Equality without coercion, as <c>===</c> has it: arrays and objects are equal only to themselves.</summary>
    public bool Same(in Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Text => string.Equals(Text, other.Text, StringComparison.Ordinal),
        ValueKind.Array or ValueKind.Object => ReferenceEquals(_reference, other._reference),
        ValueKind.Boolean or ValueKind.Integer or ValueKind.Fraction or ValueKind.Instant => _number == other._number,
    };

    private static Value Number(JsonElement json)
    {
        if (json.TryGetInt64(out var integer))
        {
            return Of(integer);
        }

        var fraction = json.GetDouble();
        return double.IsInteger(fraction) && Math.Abs(fraction) < 1L << 53
            ? Of((long)fraction)
            : new Value(ValueKind.Fraction, BitConverter.DoubleToInt64Bits(fraction), null);
    }

    private static Dictionary<string, Value> Read(JsonElement json)
    {
        var members = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = Parse(member.Value);
        }

        return members;
    }
}
