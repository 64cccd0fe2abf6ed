using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Freight;

/// <summary>The front door of freight: trips inside the closed loop.</summary>
internal static class FreightDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRecordRoom, TripRecords>();
        services.AddSingleton<IBundleSection, TripSection>();
        services.AddTexts(typeof(FreightDoor));
    }

    public static void Map(RouteGroupBuilder office)
    {
        office.MapGet("/checkpoints/{id}/trips", ShowTrips.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        office.MapPost("/checkpoints/{id}/trips", AnnounceTrip.HandleAsync).RequireAuthorization(Policies.KeepCustody);
        office.MapGet("/trips/{id}", ShowTrip.HandleAsync).RequireAuthorization(Policies.SeeCustody);
        office.MapPost("/trips/{id}/records", RecordTrip.HandleAsync).RequireAuthorization(Policies.KeepCustody);
    }
}
