using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Board;
using RedVest.Checkpoints.Freight;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Loops;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Passes;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Queue;
using RedVest.Checkpoints.Recognise;
using RedVest.Checkpoints.SelfRegistration;
using RedVest.Checkpoints.Shifts;
using RedVest.Checkpoints.Yard;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints;

/// <summary>The front door of the checkpoint room: what it needs, and what it answers to.</summary>
public static class CheckpointsRoom
{
    public static IServiceCollection AddCheckpoints(this IServiceCollection services)
    {
        services.AddSingleton(new RoomAssembly(typeof(CheckpointsRoom).Assembly));
        services.AddSingleton<PackSeals>();
        services.AddSingleton<PackShelf>();
        services.AddSingleton<OwnerBooks>();
        services.AddSingleton<DrillDays>();
        services.AddSingleton<LaneCodes>();
        services.AddSingleton<LookUps>();
        services.AddSingleton<LaneReader>();
        services.AddSingleton<IRecordRoom, LaneRecords>();
        services.AddSingleton<FindDoubts>();
        services.AddHostedService(s => s.GetRequiredService<FindDoubts>());
        services.AddSingleton<IBundleSection, PostSection>();
        services.AddSingleton<IBundleSection, GateSection>();
        services.AddSingleton<IBundleSection, PackSection>();
        services.AddSingleton<IBundleSection, OutbreakSection>();
        services.AddSingleton<IBundleSection, TrustSection>();
        services.AddSingleton<LiveBoards>();
        services.AddSingleton<IFigureSource, EntryFigures>();
        services.AddScoped<IPosts, CheckpointPosts>();
        QueueDoor.Add(services);
        LogDoor.Add(services);
        ShiftsDoor.Add(services);
        LoopsDoor.Add(services);
        YardDoor.Add(services);
        services.AddScoped<IHistory, PassageHistory>();
        services.AddScoped<IHistory, PassHistory>();
        services.AddScoped<IHistory, HoldHistory>();
        services.AddScoped<IHistory, TripHistory>();
        PassesDoor.Add(services);
        FreightDoor.Add(services);
        RegistrationDoor.Add(services);
        services.AddTexts(typeof(CheckpointsRoom));
        return services;
    }

    public static void MapCheckpoints(this IEndpointRouteBuilder routes)
    {
        var office = routes.MapGroup("/api/v1").WithTags("Checkpoints");
        PostsDoor.Map(office);
        office.MapGet("/checkpoints", ListCheckpoints.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/checkpoints/{id}/board", ShowBoard.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/checkpoints/{id}/board/live", FollowBoard.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/figures/{key}", ShowFigure.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/figures/{key}/period", ShowPeriod.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapGet("/figures/{key}/records", ListFigureRecords.HandleAsync).RequireAuthorization(Policies.SeePassages);
        office.MapGet("/checkpoints/{id}/passages", ListPassages.HandleAsync).RequireAuthorization(Policies.SeePassages);
        office.MapPost("/checkpoints/{id}/passages/export", ExportPassages.HandleAsync).RequireAuthorization(Policies.Export);
        office.MapPost("/checkpoints/{id}/passages/find", FindPassages.HandleAsync).RequireAuthorization(Policies.FindPassages);
        office.MapGet("/passages/{id}", ShowPassage.HandleAsync).RequireAuthorization(Policies.SeePassages);
        office.MapPost("/passages/{id}/corrections", CorrectPassage.HandleAsync).RequireAuthorization(Policies.CorrectPassages);
        office.MapPost("/passages/{id}/reveal", RevealValue.HandleAsync).RequireAuthorization(Policies.Reveal);
        office.MapPost("/checkpoints/recognise", RecognisePasser.HandleAsync).RequireAuthorization(Policies.Device);
        PassesDoor.Map(office);
        RegistrationDoor.Map(office);
        office.MapGet("/packs/current", ShowCurrentPack.HandleAsync).RequireAuthorization(Policies.Work);
        QueueDoor.Map(office);
        office.MapGet("/drill/posts", ListDrillPosts.HandleAsync).RequireAuthorization(Policies.Operate);
        office.MapPost("/drill/start", StartDrill.HandleAsync).RequireAuthorization(Policies.Operate);
        LogDoor.Map(office);
        ShiftsDoor.Map(office);
        YardDoor.Map(office);
        FreightDoor.Map(office);
    }
}
