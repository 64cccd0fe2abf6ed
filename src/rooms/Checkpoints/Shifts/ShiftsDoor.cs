using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The front door of the change of shift: sheets and signatures, handovers, receipts.</summary>
internal static class ShiftsDoor
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ShiftRecords>();
        services.AddSingleton<IRecordRoom>(provider => provider.GetRequiredService<ShiftRecords>());
        services.AddSingleton<IBundleSection, ShiftSection>();
        services.AddSingleton<IFigureSource, ShiftFigures>();
        services.AddTexts(typeof(ShiftsDoor));
    }

    public static void Map(RouteGroupBuilder routes)
    {
        var shifts = routes.MapGroup("/checkpoints/{id}/shifts");
        shifts.MapGet("/", ListShifts.HandleAsync).RequireAuthorization(Policies.SeeShifts);
        shifts.MapGet("/{day}/{number}", ShowShift.HandleAsync).RequireAuthorization(Policies.SeeShifts);
        shifts.MapPost("/{day}/{number}/explanations", ExplainDifference.HandleAsync).RequireAuthorization(Policies.SignShifts);
        shifts.MapPost("/{day}/{number}/signatures", SignShift.HandleAsync).RequireAuthorization(Policies.SignShifts);
        shifts.MapGet("/{day}/{number}/handover", DraftHandover.HandleAsync).RequireAuthorization(Policies.SignShifts);
        shifts.MapPost("/{day}/{number}/handovers", OfferHandover.HandleAsync).RequireAuthorization(Policies.SignShifts);
        routes.MapGet("/handovers/{id}", ShowHandover.HandleAsync).RequireAuthorization(Policies.SeeShifts);
        routes.MapPost("/handovers/{id}/take", TakeHandover.HandleAsync).RequireAuthorization(Policies.SignShifts);
        routes.MapPost("/handovers/{id}/withdraw", WithdrawHandover.HandleAsync).RequireAuthorization(Policies.SignShifts);
        routes.MapPost("/checkpoints/{id}/counts", ImportCounts.HandleAsync).RequireAuthorization(Policies.SignShifts);
        routes.MapPost("/checkpoints/{id}/counts/{import}/withdraw", WithdrawCounts.HandleAsync).RequireAuthorization(Policies.SignShifts);
        routes.MapPost("/drill/counts", PostDrillCounts.HandleAsync).RequireAuthorization(Policies.Operate);

        // A phone of a post without an office: the same questions and acts about its own post.
        var own = routes.MapGroup("/sync/posts/{id}/shifts");
        own.MapGet("/{day}/{number}", ShowShift.HandleAsync).RequireAuthorization(Policies.Device);
        own.MapPost("/{day}/{number}/explanations", ExplainDifference.HandleAsync).RequireAuthorization(Policies.Device);
        own.MapPost("/{day}/{number}/signatures", SignShift.HandleAsync).RequireAuthorization(Policies.Device);
    }
}
