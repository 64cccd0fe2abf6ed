using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Figures;

namespace RedVest.Duty;

/// <summary>How strong a post is, counted from the secondments in force.</summary>
internal sealed class PostFigures : IFigureSource
{
    public static readonly Figure Organisations = new("posts.organisations", "organisations", "snapshot", 1, RollUp.None);
    public static readonly Figure PartyMembers = new("posts.party-members", "persons", "snapshot", 1, RollUp.Sum);
    public static readonly Figure Staff = new("posts.staff", "persons", "snapshot", 1, RollUp.Sum);

    public IReadOnlyList<Figure> Figures => All;

    private static readonly IReadOnlyList<Figure> All = [Organisations, PartyMembers, Staff];

    public static Figure? Find(string key) => All.FirstOrDefault(f => f.Key == key);

    /// <param name="counted">The secondments behind the figure.</param>
    public static Task<int> CountAsync(Figure figure, IQueryable<Secondment> counted, CancellationToken cancellationToken) =>
        figure == Organisations ? counted.Select(s => s.HomeUnit).Distinct().CountAsync(cancellationToken) : counted.CountAsync(cancellationToken);

    /// <summary>The secondments that a figure counts, of those in force; null for a key that is none of ours.</summary>
    public static Expression<Func<Secondment, bool>>? BehindFigure(string key) =>
        key == PartyMembers.Key ? s => s.PoliticalStatus == PoliticalStatus.PartyMember
        : key == Organisations.Key || key == Staff.Key ? s => true
        : null;
}
