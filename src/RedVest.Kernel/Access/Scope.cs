using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace RedVest.Kernel.Access;

/// <summary>
/// What a caller may see and touch, made from the grants that the endpoint's policy asks for. The one place where rows are cut to it:
/// every list query goes through <see cref="Scopes.Within{T}"/>, every single record through <see cref="Covers"/>; what lies outside is
/// answered as not found.
/// </summary>
/// <param name="Divisions">Divisions with all below them.</param>
/// <param name="Places">Single checkpoints or sites.</param>
public sealed record Scope(IReadOnlyList<DivisionRange> Divisions, IReadOnlyList<Guid> Places)
{
    public static Scope Nothing { get; } = new([], []);

    public static Scope Everything { get; } = new([DivisionRange.Everything], []);

    internal static Scope Of(IEnumerable<Grant> grants)
    {
        var held = grants.ToArray();
        return new Scope(
            [.. held.Where(g => g.ScopeKind == ScopeKind.Division).Select(g => DivisionRange.Parse(g.Scope)).OfType<DivisionRange>().Distinct()],
            [.. held.Where(g => g.ScopeKind == ScopeKind.Place).Select(g => Guid.TryParse(g.Scope, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()]);
    }

    /// <summary>Whether a place in a division lies inside.</summary>
    public bool Covers(long division, Guid? place) =>
        Divisions.Any(range => range.Contains(division)) || (place is { } id && Places.Contains(id));

    /// <summary>Whether all of an owner lies inside.</summary>
    public bool CoversOwner(int owner) => Divisions.Any(range => range.Contains(DivisionRange.OfOwner(owner)));
}

public static class Scopes
{
    /// <summary>Only the rows of the caller's owner that lie in the caller's scope.</summary>
    /// <param name="owner">The row's owner.</param>
    /// <param name="division">The row's 12-digit division code.</param>
    /// <param name="place">The row's checkpoint or site.</param>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> rows, Caller me, Expression<Func<T, int>> owner, Expression<Func<T, long>> division, Expression<Func<T, Guid>> place)
    {
        var row = owner.Parameters[0];
        var code = Replace(division, row);
        Expression inside = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Parameter<IEnumerable<Guid>>(me.Scope.Places), Replace(place, row));
        foreach (var range in me.Scope.Divisions)
        {
            inside = Expression.OrElse(inside, Expression.AndAlso(
                Expression.GreaterThanOrEqual(code, Parameter(range.First)),
                Expression.LessThanOrEqual(code, Parameter(range.Last))));
        }

        var mine = Expression.Equal(owner.Body, Parameter(me.Owner));
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.AndAlso(mine, inside), row));
    }

    /// <summary>A value that EF sends as a parameter, so that one query plan serves all callers.</summary>
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Field(Expression.Constant(new StrongBox<TValue>(value)), nameof(StrongBox<TValue>.Value));

    private static Expression Replace<T, TValue>(Expression<Func<T, TValue>> selector, ParameterExpression row) =>
        new Substitution(selector.Parameters[0], row).Visit(selector.Body);

    private sealed class Substitution(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
