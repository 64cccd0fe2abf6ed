using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using RedVest.Kernel;

namespace RedVest;

/// <summary>Acts of the office say exactly what they mean, or are refused whole. (Sync records are read by their own rules and keep what they do not know.)</summary>
internal static class StrictJson
{
    internal static void AddStrictJson(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => Apply(options.SerializerOptions));
    }

    internal static void Apply(JsonSerializerOptions json)
    {
        json.AllowDuplicateProperties = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict; // else OpenAPI says that every number may be a string
        json.MaxDepth = 16;
        json.Converters.Add(new NoNulCharacter());
        json.Converters.Add(new InstantConverter());
    }

    /// <summary>PostgreSQL cannot store U+0000; no name or note needs it.</summary>
    private sealed class NoNulCharacter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text && text.Contains('\0', StringComparison.Ordinal)
                ? throw new JsonException("A text holds U+0000.")
                : reader.GetString();

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }
}
