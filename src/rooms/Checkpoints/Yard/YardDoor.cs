using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Yard;

/// <summary>The front door of the yard: samples and held persons.</summary>
internal static class YardDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRecordRoom, YardRecords>();
        services.AddSingleton<IBundleSection, YardSection>();
        services.AddTexts(typeof(YardDoor));
    }

    public static void Map(RouteGroupBuilder office)
    {
        office.MapGet("/checkpoints/{id}/yard", ShowYard.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        office.MapGet("/yard/{loop}", ShowHeldPerson.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        office.MapPost("/yard/{loop}/records", RecordInYard.HandleAsync).RequireAuthorization(Policies.KeepCustody);
    }
}
