using System.Buffers;
using System.Text;
using System.Text.Json;
using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>
/// What is known of one person at one check. A fact that was never set is unknown: its <c>…Known</c> sibling is false. Filled by its
/// maker, then only read.
/// </summary>
public sealed class Facts(FactsSchema schema)
{
    private readonly Value[] _values = new Value[schema.Facts.Count];

    public FactsSchema Schema => schema;

    /// <summary>The facts by slot, as compiled rules read them.</summary>
    internal Value Slots => Value.Of(_values);

    /// <summary>A fact's value, null when it is unknown.</summary>
    /// <exception cref="ArgumentException">The schema has no such fact, or it has another type.</exception>
    public Value this[string path]
    {
        get => _values[Slot(path)];
        set
        {
            var slot = Slot(path);
            _values[slot] = value.IsNull || value.Kind == schema.Facts[slot].Kind
                ? value
                : throw new ArgumentException($"The fact {path} is not of kind {value.Kind}.", nameof(value));
        }
    }

    /// <summary>Reads a document. A fact counts as known only if its sibling says so and its value has the right type; what the schema does not name is ignored.</summary>
    public static Facts Parse(FactsSchema schema, JsonElement document)
    {
        var facts = new Facts(schema);
        for (var slot = 0; slot < schema.Facts.Count; slot++)
        {
            var fact = schema.Facts[slot];
            if (Find(document, FactsSchema.SiblingOf(fact.Path)).ValueKind == JsonValueKind.True
                && Value.Parse(Find(document, fact.Path)) is var value && value.Kind == fact.Kind)
            {
                facts._values[slot] = value;
            }
        }

        return facts;
    }

    /// <summary>The published document: groups nested, every fact with its sibling, unknown facts left out.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the document of <see cref="ToJson"/>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        var group = "";
        for (var slot = 0; slot < _values.Length; slot++)
        {
            var path = schema.Facts[slot].Path;
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            Enter(writer, ref group, dot < 0 ? "" : path[..dot]);
            WriteFact(writer, path[(dot + 1)..], _values[slot]);
        }

        Enter(writer, ref group, "");
        writer.WriteEndObject();
    }

    /// <summary>What is known, and nothing else, by its path: the form in which a decision's facts are kept beside it. <see cref="ParseKept"/> reads it.</summary>
    public string ToKept()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var slot = 0; slot < _values.Length; slot++)
            {
                if (!_values[slot].IsNull)
                {
                    writer.WritePropertyName(schema.Facts[slot].Path);
                    _values[slot].WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToKept"/> wrote, also under an older schema: a fact that is no longer published is ignored.</summary>
    public static Facts ParseKept(FactsSchema schema, string kept)
    {
        var facts = new Facts(schema);
        using var document = JsonDocument.Parse(kept);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (schema.SlotOf(member.Name) is >= 0 and var slot && Value.Parse(member.Value) is var value && value.Kind == schema.Facts[slot].Kind)
            {
                facts._values[slot] = value;
            }
        }

        return facts;
    }

    internal Value At(int slot) => _values[slot];

    private static void Enter(Utf8JsonWriter writer, ref string group, string next)
    {
        if (group == next)
        {
            return;
        }

        if (group.Length > 0)
        {
            writer.WriteEndObject();
        }

        if (next.Length > 0)
        {
            writer.WriteStartObject(next);
        }

        group = next;
    }

    private static void WriteFact(Utf8JsonWriter writer, string name, in Value value)
    {
        if (!value.IsNull)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteBoolean(FactsSchema.SiblingOf(name), !value.IsNull);
    }

    private static JsonElement Find(JsonElement document, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(name, out document))
            {
                return default;
            }
        }

        return document;
    }

    private int Slot(string path) => schema.SlotOf(path) is >= 0 and var slot ? slot : throw new ArgumentException($"The schema has no fact {path}.", nameof(path));
}
