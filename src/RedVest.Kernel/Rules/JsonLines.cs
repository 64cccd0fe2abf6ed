using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RedVest.Kernel.Rules;

/// <summary>On which line of a JSON text each of its places stands.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal) { [""] = 1 };

    private JsonLines()
    {
    }

    /// <summary>The line of a place; of what contains it when it is not there.</summary>
    internal int Of(string place)
    {
        while (true)
        {
            if (_lines.TryGetValue(place, out var line))
                return line;
            place = place[..Math.Max(0, place.LastIndexOf('/'))];
        }
    }

    /// <exception cref="PackException">It is no JSON, or a name stands twice in one object; the place is its line.</exception>
    internal static JsonLines Read(string json, int maxDepth)
    {
        var (lines, text) = (new JsonLines(), Encoding.UTF8.GetBytes(json));
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        var (line, counted) = (1, 0);
        try
        {
            var open = new Stack<Container>();
            var name = "";
            while (reader.Read())
            {
                line += text.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
                counted = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.GetString()!;
                        lines.Note($"{open.Peek().Place}/{name}", line);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                    default:
                        var place = open.TryPeek(out var inside) ? inside.Next(name) : "";
                        if (inside is { IsArray: true })
                            lines.Note(place, line);
                        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                            open.Push(new Container(place, reader.TokenType == JsonTokenType.StartArray));
                        break;
                }
            }
        }
        catch (JsonException broken)
        {
            throw new PackException(Line((int)(broken.LineNumber ?? 0) + 1), "not JSON");
        }

        return lines;
    }

    private static string Line(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private void Note(string place, int line)
    {
        if (!_lines.TryAdd(place, line))
            throw new PackException(Line(line), $"{place} stands here twice");
    }

    private sealed class Container(string place, bool isArray)
    {
        private int _count;

        internal string Place { get; } = place;

        internal bool IsArray { get; } = isArray;

        internal string Next(string name) => IsArray ? string.Create(CultureInfo.InvariantCulture, $"{Place}/{_count++}") : $"{Place}/{name}";
    }
}
