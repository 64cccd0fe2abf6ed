using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Devices;

public static class DeviceRegistration
{
    /// <summary>Enrolment, sessions, revocation. Needs the key ring and the signing keys.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<DeviceDirectory>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<Challenges>();
        services.AddScoped<EnrolmentCodes>();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, DeviceScheme>(Schemes.Device, null);
        return services;
    }

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/api/v1/devices").WithTags("Devices");
        devices.MapPost("/enrol", EnrolDevice.HandleAsync).AllowAnonymous();
        devices.MapPost("/challenge", OpenSession.Challenge).AllowAnonymous();
        devices.MapPost("/session", OpenSession.HandleAsync).AllowAnonymous();
        devices.MapPost("/{id:guid}/revoke", RevokeDevice.HandleAsync).RequireAuthorization(Policies.KeepDevices);
        routes.MapGroup("/api/v1").WithTags("Devices")
            .MapPost("/enrolment-codes", MakeEnrolmentCode.HandleAsync).RequireAuthorization(Policies.KeepDevices);
    }
}
