using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Duty;

/// <summary>The front door of the duty room: who is lent to which post, and how strong a post is.</summary>
public static class DutyRoom
{
    public static IServiceCollection AddDuty(this IServiceCollection services)
    {
        services.AddSingleton(new RoomAssembly(typeof(DutyRoom).Assembly));
        services.AddSingleton<IBundleSection, StaffSection>();
        services.AddSingleton<IFigureSource, PostFigures>();
        services.AddTexts(typeof(DutyRoom));
        return services;
    }

    public static void MapDuty(this IEndpointRouteBuilder routes)
    {
        var duty = routes.MapGroup("/api/v1/duty").WithTags("Duty");
        duty.MapGet("/posts", ShowStrength.HandleAsync).RequireAuthorization(Policies.SeeStaff);
        duty.MapGet("/units", ListUnits.HandleAsync).RequireAuthorization(Policies.SeeStaff);
        duty.MapGet("/secondments", ListSecondments.HandleAsync).RequireAuthorization(Policies.SeeStaff);
        var figures = routes.MapGroup("/api/v1/figures/posts.{what}").WithTags("Duty").RequireAuthorization(Policies.SeeStaff);
        figures.MapGet("/", ShowPostFigure.HandleAsync);
        figures.MapGet("/records", ShowPostFigure.ListAsync);
        duty.MapPost("/secondments", SecondPerson.HandleAsync).RequireAuthorization(Policies.KeepStaff);
        duty.MapPost("/secondments/{id}/move", MovePerson.HandleAsync).RequireAuthorization(Policies.KeepStaff);
        duty.MapPost("/secondments/{id}/end", EndSecondment.HandleAsync).RequireAuthorization(Policies.KeepStaff);
        duty.MapPost("/secondments/{id}/contact", RevealContact.HandleAsync).RequireAuthorization(Policies.KeepStaff);
    }
}
