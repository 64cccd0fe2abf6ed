using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Kernel.Personal;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// A record's body for the eyes of an office: document numbers and phones as their tails, names masked, codes left out. By name at any
/// depth, so that what a correction changes is masked too, and so is a member of a newer app that bears one of these names.
/// </summary>
internal static class MaskedBody
{
    private const string Hidden = "****";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static JsonObject Of(ReadOnlySpan<byte> body)
    {
        var masked = JsonNode.Parse(body, documentOptions: Strict)!.AsObject(); // it was read as an object before it was stored
        Mask(masked);
        return masked;
    }

    private static void Mask(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Mask(item);
            return;
        }

        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            switch (name)
            {
                case "code":
                    members.Remove(name);
                    break;
                case "number" or "phone" when value is not null:
                    members[name] = Hidden + (Text(value) is { } number ? Masking.Tail(number) : "");
                    break;
                case "name" when value is not null:
                    members[name] = Text(value) is { } said ? Masking.Name(said) : Hidden;
                    break;
                default:
                    Mask(value);
                    break;
            }
        }
    }

    private static string? Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
