using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RedVest;

/// <summary>The description of the API, from which the web apps' client is made.</summary>
internal static class OpenApi
{
    internal const string Address = "/api/v1/openapi.json";

    internal static bool IsBeingDescribed => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    internal static ServerOptions OptionsForDescribing => new(Path.Combine(Path.GetTempPath(), "redvest-openapi")) { Demo = false };

    /// <summary>The describing process starts the host with a server that does nothing; jobs would open the database.</summary>
    internal static void LeaveOutJobs(IServiceCollection services)
    {
        foreach (var job in services.Where(IsOurJob).ToList())
            services.Remove(job);
    }

    private static bool IsOurJob(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && !service.IsKeyedService
        && (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType)?.FullName?.StartsWith("Microsoft.", StringComparison.Ordinal) != true;

    internal static void AddRedVestApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "RedVest";
            document.Info.Version = "v1";
            document.Servers = []; // it changes with every installation; the document does not
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SayWhatConvertersHide(schema, context);
            SayWhatIsAlwaysThere(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!); // a record of parameters gives the names of its members
            return Task.CompletedTask;
        });
    });

    /// <summary>A request or an answer is called by its act: <c>ShowBoardAnswer</c>. By its own name alone it would be one of twenty, numbered anew with each endpoint.</summary>
    private static string? NameOf(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
            ? (Nullable.GetUnderlyingType(type.Type) ?? type.Type).DeclaringType is { } act ? act.Name + name : name
            : null;

    /// <summary>A type with a converter of ours has no schema of its own: texts and instants are strings all the same.</summary>
    private static void SayWhatConvertersHide(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (context.JsonTypeInfo.ElementType == typeof(string))
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        if (type != typeof(string) && type != typeof(DateTimeOffset))
            return;
        var canBeNull = context.JsonPropertyInfo is { } property ? property.IsGetNullable : Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null;
        schema.Type = canBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Format = type == typeof(DateTimeOffset) ? "date-time" : schema.Format;
    }

    /// <summary>What no constructor takes is only ever said, never asked for, and said each time; an object whose members are not listed may have any.</summary>
    private static void SayWhatIsAlwaysThere(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Kind is JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } properties)
        {
            var said = context.JsonTypeInfo.Properties.Where(p => p.AssociatedParameter is null && properties.ContainsKey(p.Name)).Select(p => p.Name);
            schema.Required = new SortedSet<string>([.. schema.Required ?? new HashSet<string>(), .. said], StringComparer.Ordinal);
        }
        else if (schema.Type is JsonSchemaType.Object && schema.AdditionalProperties is null)
        {
            schema.AdditionalProperties = new OpenApiSchema();
        }
    }

    internal static void MapRedVestApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Address).AllowAnonymous();
}
