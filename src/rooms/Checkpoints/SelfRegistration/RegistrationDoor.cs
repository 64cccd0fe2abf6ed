using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>Registration by the people in the queue themselves.</summary>
internal static class RegistrationDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RegistrationLimits>();
        services.AddHostedService<ForgetRegistrations>();
    }

    public static void Map(RouteGroupBuilder api)
    {
        var registrations = api.MapGroup("/registrations").WithTags("Registrations");
        registrations.MapPost("/", RegisterOneself.HandleAsync).AllowAnonymous();
        registrations.MapPost("/post", Boards.ShowPostAsync).AllowAnonymous();
        api.MapGet("/checkpoints/{id:guid}/registration-board", Boards.ShowAsync).RequireAuthorization(Policies.KeepPasses).WithTags("Registrations");
        api.MapPost("/checkpoints/{id:guid}/registration-board", Boards.ReplaceAsync).RequireAuthorization(Policies.KeepPasses).WithTags("Registrations");
    }
}
