using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Packs;
using RedVest.Registry;

namespace RedVest.Setup;

/// <summary>The first act of a new installation: the county, its divisions, and one checkpoint with its lanes.</summary>
public static class FirstSetUp
{
    private const int MostLanes = 40;

    /// <param name="OwnerCode">The county's six digits.</param>
    /// <param name="UtcOffsetMinutes">Minutes that local time is ahead of UTC; 480 in China.</param>
    /// <param name="Pack">The id of a shipped pack to propose at once; a second person must approve it. Null: none.</param>
    public sealed record Request(int OwnerCode, DisplayName OwnerName, FirstCheckpoint Checkpoint, int UtcOffsetMinutes, string? Pack = null);

    /// <param name="Lanes">How many; the first half leads in, the second out.</param>
    /// <param name="Gate">The shipped template by which the post asks; null: only what the pack needs.</param>
    public sealed record FirstCheckpoint(DisplayName Name, string Kind, long DivisionCode, int Lanes, string? Gate = null);

    /// <param name="Gates">The templates to choose from, once it is needed.</param>
    public sealed record Need(bool Needed, IReadOnlyList<GateChoice> Gates);

    public sealed record GateChoice(string Id, DisplayName Name);

    public sealed record Answer(int Owner, Guid CheckpointId);

    internal static void MapSetUp(this IEndpointRouteBuilder routes)
    {
        var setUp = routes.MapGroup("/api/v1/setup").WithTags("Set-up");
        setUp.MapGet("/", IsNeededAsync).AllowAnonymous();
        setUp.MapPost("/", HandleAsync).RequireAuthorization(Policies.Administer);
    }

    private static async Task<Ok<Need>> IsNeededAsync(RedVestDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await HasOwnerAsync(db, cancellationToken) ? new Need(false, []) : new Need(true, [.. ShippedGates.All.Select(g => new GateChoice(g.Id, g.Name))]));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, Accounts accounts, PackSeals seals, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await HasOwnerAsync(db, cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "set-up-done");
        var checkpoint = CheckpointOf(request, clock);
        if (Refusal(request, checkpoint) is { } code)
            return Problems.Refuse(StatusCodes.Status400BadRequest, code);
        var pack = ShippedPacks.At(clock.Now(), request.OwnerCode).FirstOrDefault(one => one.Pack.Id == request.Pack).Text;
        if (request.Pack is not null && pack is null)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "pack-unknown");

        await SetUpOwner.RunAsync(db, me, request.OwnerCode, request.OwnerName, request.UtcOffsetMinutes, cancellationToken);
        await LoadDivisions.RunAsync(db, me, Shipped.Divisions(request.OwnerCode), cancellationToken);
        await AddCheckpoint.RunAsync(db, me, checkpoint, cancellationToken);
        if (GateOf(request) is { } gate)
            await AssignGate.RunAsync(db, me, request.OwnerCode, checkpoint.Id, new(gate.Id, gate.Version, clock.Now()), cancellationToken);
        if (me is { Kind: CallerKinds.User, Id: { } user })
        {
            if (pack is not null)
                await InstallPack.ProposeAsync(db, seals, me, user, pack, clock.Now(), clock.Now(), cancellationToken);
            await accounts.MoveAsync(me, user, request.OwnerCode, cancellationToken);
        }

        return TypedResults.Ok(new Answer(request.OwnerCode, checkpoint.Id));
    }

    private static string? Refusal(Request request, AddCheckpoint.Request checkpoint) =>
        SetUpOwner.Refusal(request.OwnerCode, request.OwnerName, request.UtcOffsetMinutes)
        ?? (request.Checkpoint.Lanes is < 1 or > MostLanes ? "lanes-wrong" : AddCheckpoint.Refusal(checkpoint))
        ?? (request.Checkpoint.Gate is not null && GateOf(request) is null ? "gate-unknown" : null);

    private static GateTemplate? GateOf(Request request) => ShippedGates.All.FirstOrDefault(g => g.Id == request.Checkpoint.Gate);

    private static AddCheckpoint.Request CheckpointOf(Request request, TimeProvider clock)
    {
        var (name, kind, division, count, _) = request.Checkpoint;
        var lanes = Enumerable.Range(1, Math.Clamp(count, 0, MostLanes))
            .Select(number => new AddCheckpoint.NewLane(clock.NewId(), number, LaneName(number), number <= (count + 1) / 2 ? "in" : "out", "any"));
        return new(request.OwnerCode, clock.NewId(), kind, name, division, AddCheckpoint.FourShifts, [.. lanes]);
    }

    private static DisplayName LaneName(int number) => new(Say(Language.Chinese, number), Say(Language.English, number));

    private static string Say(CultureInfo language, int number) => Texts.Say("lane.name", language, ("number", number));

    private static Task<bool> HasOwnerAsync(RedVestDb db, CancellationToken cancellationToken) =>
        db.Set<OwnerState>().AnyAsync(o => o.Owner != Owners.Installation, cancellationToken);
}
