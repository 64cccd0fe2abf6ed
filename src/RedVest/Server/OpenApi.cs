using System.Reflection;
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
            return Task.CompletedTask;
        });
    });

    /// <summary>A type with a converter of ours has no schema of its own: texts and instants are strings all the same.</summary>
    private static void SayWhatConvertersHide(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type != typeof(string) && type != typeof(DateTimeOffset))
            return;
        var canBeNull = context.JsonPropertyInfo is { } property ? property.IsGetNullable : Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null;
        schema.Type = canBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Format = type == typeof(DateTimeOffset) ? "date-time" : schema.Format;
    }

    internal static void MapRedVestApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Address).AllowAnonymous();
}
