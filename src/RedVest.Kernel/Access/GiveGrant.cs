using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// Gives a user of the same owner a role over a scope inside that owner. An administrator's role always spans the whole owner, so nobody
/// can hand out more than they hold; nobody gives a grant to oneself.
/// </summary>
public static class GiveGrant
{
    public sealed record Request(Role Role, ScopeKind ScopeKind, string Scope, DateTimeOffset From, DateTimeOffset? Until = null);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, Caller me, Accounts accounts, CancellationToken cancellationToken)
    {
        if (!await ListUsers.UsersOf(db, me).AnyAsync(u => u.Id == id, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (id == me.Id)
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-oneself");
        if (request.Until <= request.From)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "period-wrong");
        if (Canonical(request, me) is not { } scope)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "scope-wrong");
        return TypedResults.Ok(new Answer(
            await accounts.GrantAsync(me, id, request.Role, request.ScopeKind, scope, request.From, request.Until, cancellationToken)));
    }

    /// <summary>The scope as it is kept; null when it names nothing that this caller can give.</summary>
    private static string? Canonical(Request request, Caller me)
    {
        if (!me.Scope.CoversOwner(me.Owner))
            return null;
        if (request.ScopeKind != ScopeKind.Division)
            return request.Role != Role.Administrator && Guid.TryParseExact(request.Scope, "D", out var named) ? named.ToString() : null;
        var whole = DivisionRange.OfOwner(me.Owner);
        return DivisionRange.Parse(request.Scope) is { } range && (request.Role == Role.Administrator ? range == whole : whole.Contains(range))
            ? request.Scope
            : null;
    }
}
