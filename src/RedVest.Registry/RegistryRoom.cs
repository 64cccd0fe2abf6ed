using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Proposals;
using RedVest.Kernel.Storage;
using RedVest.Registry.Duplicates;
using RedVest.Registry.Households;
using RedVest.Registry.Import;
using RedVest.Registry.Register;
using RedVest.Registry.Restrictions;

namespace RedVest.Registry;

/// <summary>The front door of the registry: who, where, what exists; known once, used by all rooms.</summary>
public static class RegistryRoom
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton(new RoomAssembly(typeof(RegistryRoom).Assembly));
        services.AddTexts(typeof(RegistryRoom));
        services.AddSingleton<IImportKind, Residents>();
        services.AddSingleton<IImportKind, Vehicles>();
        services.AddSingleton<IImportKind, OrganisationList>();
        services.AddSingleton<IImportKind, PlaceList>();
        services.AddSingleton<LookForPairs>();
        services.AddHostedService(s => s.GetRequiredService<LookForPairs>());
        services.AddSingleton<ImportRunner>();
        services.AddHostedService(s => s.GetRequiredService<ImportRunner>());
        services.AddSingleton<IProposalKind, RestrictionProposal>();
        services.AddSingleton<IProposalKind, OpenOutbreakProposal>();
        services.AddSingleton<IProposalKind, OutbreakEndProposal>();
        services.AddSingleton<IHealthEvidence, DocumentEvidence>();
        services.AddSingleton<CheckRestrictions>();
        services.AddHostedService(s => s.GetRequiredService<CheckRestrictions>());
        return services;
    }

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        var see = routes.MapGroup("/api/v1/registry").WithTags("Registry").RequireAuthorization(Policies.SeeRegistry);
        var keep = routes.MapGroup("/api/v1/registry").WithTags("Registry").RequireAuthorization(Policies.KeepRegistry);
        routes.MapGet("/api/v1/registry/divisions", ListDivisions.HandleAsync).WithTags("Registry").RequireAuthorization(Policies.Work);
        routes.MapPost("/api/v1/registry/people/{id}/reveal", RevealPerson.HandleAsync).WithTags("Registry").RequireAuthorization(Policies.Reveal);

        see.MapGet("/organisations", ListOrganisations.HandleAsync);
        see.MapGet("/organisations/{id}", ShowOrganisation.HandleAsync);
        keep.MapPost("/organisations/{id}", SaveOrganisation.HandleAsync);
        keep.MapPost("/organisations/{id}/end", EndOrganisation.HandleAsync);

        see.MapGet("/places", ListPlaces.HandleAsync);
        keep.MapPost("/places/{id}", SavePlace.HandleAsync);
        keep.MapPost("/places/{id}/end", EndPlace.HandleAsync);

        see.MapPost("/households/list", ListHouseholds.HandleAsync);
        see.MapGet("/households/{id}", ShowHousehold.HandleAsync);
        keep.MapPost("/households/{id}", SaveHousehold.HandleAsync);
        keep.MapPost("/households/{id}/end", EndHousehold.HandleAsync);
        keep.MapPost("/households/{id}/members", MoveMember.HandleAsync);
        keep.MapPost("/households/{id}/members/leave", MoveMember.LeaveAsync);

        see.MapGet("/people", ListPeople.HandleAsync);
        see.MapPost("/people/find", FindPeople.HandleAsync);
        see.MapPost("/people/{id}/open", OpenPerson.HandleAsync);
        keep.MapPost("/people", SavePerson.HandleAsync);
        keep.MapPost("/people/{id}/correct", SavePerson.CorrectAsync);

        keep.MapPost("/people/alike", FindAlike.HandleAsync);
        keep.MapPost("/people/{id}/merge", MergePeople.HandleAsync);
        keep.MapPost("/people/{id}/unmerge", MergePeople.UndoAsync);
        keep.MapGet("/duplicates", ReviewPairs.HandleAsync);
        keep.MapPost("/duplicates/look", ReviewPairs.Look);
        keep.MapPost("/duplicates/{first}/{second}/different", ReviewPairs.PartAsync);

        see.MapGet("/vehicles", ListVehicles.HandleAsync);
        see.MapPost("/vehicles/find", FindVehicles.HandleAsync);
        see.MapGet("/vehicles/{id}", ShowVehicle.HandleAsync);
        keep.MapPost("/vehicles", SaveVehicle.HandleAsync);

        var seeOrders = routes.MapGroup("/api/v1").WithTags("Orders").RequireAuthorization(Policies.SeeOrders);
        var orders = routes.MapGroup("/api/v1").WithTags("Orders").RequireAuthorization(Policies.KeepOrders);
        seeOrders.MapGet("/outbreaks", OrderDesk.OutbreaksAsync);
        orders.MapPost("/outbreaks", OrderDesk.ProposeOpenAsync);
        orders.MapPost("/outbreaks/end", OrderDesk.ProposeEndAsync);
        seeOrders.MapGet("/restrictions", OrderDesk.RestrictionsAsync);
        orders.MapPost("/restrictions", OrderDesk.ProposeAsync);
        orders.MapPost("/restrictions/{id:guid}/lift", OrderDesk.LiftAsync);
        orders.MapPost("/health-documents", OrderDesk.EnterAsync);
        seeOrders.MapGet("/registry/people/{id:guid}/triggers", OrderDesk.TriggersAsync);

        routes.MapPost("/api/v1/registry/export", ExportRegistry.HandleAsync).WithTags("Registry").RequireAuthorization(Policies.Export);

        keep.MapGet("/imports", ImportDesk.ListAsync);
        keep.MapGet("/imports/kinds", ImportDesk.Kinds);
        keep.MapGet("/imports/kinds/{kind}/template", ImportDesk.Template);
        keep.MapPost("/imports/kinds/{kind}", ImportDesk.UploadAsync).WithMetadata(new RequestSizeLimitAttribute(ImportContent.MostBytes + 1024));
        keep.MapGet("/imports/{id}", ImportDesk.ShowAsync);
        keep.MapGet("/imports/{id}/preview", ImportDesk.PreviewAsync);
        keep.MapPost("/imports/{id}/check", ImportDesk.CheckAsync);
        keep.MapPost("/imports/{id}/run", ImportDesk.RunAsync);
        keep.MapPost("/imports/{id}/cancel", ImportDesk.CancelAsync);
        keep.MapGet("/imports/{id}/rejects", ImportDesk.RejectsAsync);
    }
}
