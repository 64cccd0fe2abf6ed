using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Logging.Console;
using RedVest.Checkpoints;
using RedVest.Duty;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Audit;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Files;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Proposals;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Kernel.Trust;
using RedVest.Packs;
using RedVest.Registry;
using RedVest.Setup;

namespace RedVest;

/// <summary>The server, as a table of contents: what it is made of, and in which order a request passes it.</summary>
internal static class RedVestServer
{
    /// <param name="adjust">Tests move the clock here.</param>
    internal static WebApplication Build(ServerOptions options, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ServerAddress>();
        builder.Services.AddTexts(typeof(RedVestServer));
        builder.Services.AddStorage(options.Storage);
        builder.Services.AddSingleton(services => KeyRing.Open(options.KeysFolder, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(_ => new SigningKeys(options.KeysFolder));
        builder.Services.AddAccess();
        builder.Services.AddProposals();
        builder.Services.AddAudit(); // before those that write: it is stopped after them and seals their last rows
        builder.Services.AddSync();
        builder.Services.AddLoops();
        builder.Services.AddBundles();
        builder.Services.AddDevices();
        builder.Services.AddSingleton<IQrPictures, QrPictures>();
        builder.Services.AddRegistry();
        builder.Services.AddCheckpoints();
        builder.Services.AddDuty();
        builder.AddLogs();
        builder.AddListeners(options);
        builder.AddTelemetry();
        builder.Services.AddServerProblems();
        builder.Services.AddStrictJson();
        builder.Services.AddLanguages();
        builder.Services.AddRedVestApi();
        builder.Services.AddRateLimits();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30)); // the batchers empty their queues
        if (options.Live)
            builder.Services.AddHostedService<LiveCars>();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseServerProblems();
        app.UsePlainDoor();
        app.UseWebApps();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAccess();
        app.MapHealth();
        app.MapPages();
        app.MapAccess();
        app.MapProposals();
        app.MapDevices();
        app.MapSync();
        app.MapRegistry();
        app.MapAudit();
        app.MapCheckpoints();
        app.MapDuty();
        app.MapFigures();
        app.MapBundles();
        app.MapFiles();
        app.MapLoops();
        app.MapTrust();
        app.MapSetUp();
        app.MapPacks();
        app.MapRedVestApi();
        return app;
    }

    private static void AddLanguages(this IServiceCollection services) => services.Configure<RequestLocalizationOptions>(localization =>
    {
        localization.DefaultRequestCulture = new RequestCulture(Language.Chinese);
        localization.SupportedCultures = localization.SupportedUICultures = [Language.Chinese, Language.English];
        localization.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        localization.ApplyCurrentCultureToResponseHeaders = true;
    });

    /// <summary>On the error stream, one line each; no address, no body: both may hold what belongs to a person.</summary>
    private static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ssZ "));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.Logging.AddFilter("System", LogLevel.Warning);
    }
}
