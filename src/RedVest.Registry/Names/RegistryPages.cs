using System.Linq.Expressions;

namespace RedVest.Registry;

/// <summary>Lists of the registry are paged by id, which is the order in which things were entered; newest first.</summary>
internal static class RegistryPages
{
    public const int UsualRows = 50;
    public const int MostRows = 200;

    public static int Clamp(int limit) => Math.Clamp(limit, 1, MostRows);

    /// <summary>The rows of a page and one more; that one is cut off and tells that there is a next page.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Expression<Func<T, Guid>> id, Guid? after, int limit)
    {
        if (after is { } last)
        {
            Expression<Func<Guid>> mark = () => last;
            var before = Expression.LessThan(
                Expression.Call(id.Body, nameof(Guid.CompareTo), null, mark.Body), Expression.Constant(0));
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(before, id.Parameters));
        }

        return rows.OrderByDescending(id).Take(Clamp(limit) + 1);
    }

    /// <summary>The <c>after</c> of the next page; null on the last.</summary>
    public static Guid? Cut<T>(List<T> rows, int limit, Func<T, Guid> id)
    {
        limit = Clamp(limit);
        if (rows.Count <= limit)
            return null;
        rows.RemoveRange(limit, rows.Count - limit);
        return id(rows[^1]);
    }
}
