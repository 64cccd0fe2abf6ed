using System.Reflection;

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
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "RedVest";
            document.Info.Version = "v1";
            document.Servers = []; // it changes with every installation; the document does not
            return Task.CompletedTask;
        }));

    internal static void MapRedVestApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Address).AllowAnonymous();
}
