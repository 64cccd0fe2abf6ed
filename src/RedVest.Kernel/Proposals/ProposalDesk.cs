using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Proposals;

/// <summary>What waits for a second person, and the answers.</summary>
public static class ProposalDesk
{
    private const int Most = 200;

    /// <param name="Sentence">What it will do, in the reader's language.</param>
    /// <param name="State">waiting, approved, refused, cancelled or expired.</param>
    /// <param name="Mine">The reader proposed it: somebody else has to answer.</param>
    public sealed record Row(
        Guid Id, string Kind, Guid? Subject, string Sentence, string State, string ProposedBy, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt, string? AnsweredBy,
        DateTimeOffset? AnsweredAt, string? Reason, bool Mine);

    /// <param name="Id">The proposal's.</param>
    /// <param name="Sentence">What will happen once somebody else agrees.</param>
    public sealed record Waiting(Guid Id, string Sentence, DateTimeOffset ExpiresAt)
    {
        public static Waiting Of(ProposalBox.Seen seen) => new(seen.Row.Id, seen.Effect.Say(seen.Row.Kind), seen.Row.ExpiresAt);
    }

    public static IServiceCollection AddProposals(this IServiceCollection services) => services.AddScoped<ProposalBox>();

    public static void MapProposals(this IEndpointRouteBuilder routes)
    {
        var proposals = routes.MapGroup("/api/v1/proposals").WithTags("Proposals").RequireAuthorization(Policies.Work);
        proposals.MapGet("/", ListAsync);
        proposals.MapPost("/{id:guid}/approve", ApproveAsync);
        proposals.MapPost("/{id:guid}/refuse", RefuseAsync);
        proposals.MapPost("/{id:guid}/cancel", CancelAsync);
    }

    /// <summary>The answer to a refused act: what does not exist for the caller is not found, the rest is a conflict with what is.</summary>
    public static ProblemHttpResult Problem(ActRefusedException refused) => Problems.Refuse(
        refused.Code switch { "not-found" => StatusCodes.Status404NotFound, "not-allowed" => StatusCodes.Status403Forbidden, _ => StatusCodes.Status409Conflict }, refused.Code);

    private static async Task<Ok<Row[]>> ListAsync(ProposalBox box, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken, bool all = false)
    {
        var seen = await box.ListAsync(me, !all, Most, cancellationToken);
        var people = seen.SelectMany(s => (Guid?[])[s.Row.ProposedBy, s.Row.AnsweredBy]).OfType<Guid>().Distinct().ToArray();
        var names = await db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var now = clock.Now();
        return TypedResults.Ok(seen.Select(s => new Row(
            s.Row.Id, s.Row.Kind, s.Row.Subject, s.Effect.Say(s.Row.Kind), s.Row.Outcome ?? (s.Row.IsOpenAt(now) ? "waiting" : ProposalOutcomes.Expired),
            names.GetValueOrDefault(s.Row.ProposedBy) ?? "", s.Row.ProposedAt, s.Row.ExpiresAt, s.Row.AnsweredBy is { } by ? names.GetValueOrDefault(by) : null, s.Row.AnsweredAt,
            s.Row.Reason, s.Row.ProposedBy == me.Id)).ToArray());
    }

    private static Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(Guid id, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        AnswerAsync(box.ApproveAsync(me, id, cancellationToken));

    private static Task<Results<NoContent, ProblemHttpResult>> RefuseAsync(Guid id, Reasons.Request request, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        Reasons.Refuse(request.Reason) is { } refusal
            ? Task.FromResult<Results<NoContent, ProblemHttpResult>>(refusal)
            : AnswerAsync(box.RefuseAsync(me, id, request.Reason.Trim(), cancellationToken));

    private static Task<Results<NoContent, ProblemHttpResult>> CancelAsync(Guid id, ProposalBox box, Caller me, CancellationToken cancellationToken) =>
        AnswerAsync(box.CancelAsync(me, id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(Task answer)
    {
        try
        {
            await answer;
            return TypedResults.NoContent();
        }
        catch (ActRefusedException refused)
        {
            return Problem(refused);
        }
    }
}
