using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;
using RedVest.Registry.Register;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// Passes by whatever somebody at the window says: the holder's name (written, in pinyin, by initials), the car, the employer, the pass's number. By POST, so that no
/// name is in a URL, and in the audit whether anything was found or not.
/// </summary>
public static class FindPasses
{
    private const int MostRows = 100;
    private const int MostHolders = 500;
    private const int LongestText = 100;
    private const int ShortestPlate = 3;

    /// <param name="Text">2 to 100 characters.</param>
    public sealed record Request(string Text);

    /// <summary>Newest first.</summary>
    /// <param name="More">There are more than the hundred shown.</param>
    public sealed record Answer(IReadOnlyList<PassRow> Rows, bool More);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var text = request.Text.Trim();
        if (text.Length is < PeopleByName.Shortest or > LongestText || PersonName.FaultOf(text) is not null)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "find-text");
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var passes = PassRows.SeenBy(db, book, me).AsNoTracking();
        var holders = db.Set<Person>().AsNoTracking().Where(p => p.Owner == me.Owner && passes.Any(x => x.Person == p.Id));
        var people = (await PeopleByName.FindAsync(holders, text, MostHolders, cancellationToken)).ConvertAll(p => p.Id);
        var employers = await EmployersAsync(db, me.Owner, passes, text, cancellationToken);
        var plate = Plate.Read(text).Text is { Length: >= ShortestPlate } read ? read : null;
        var found = await passes
            .Where(p => p.Number == text || people.Contains(p.Person) || employers.Contains(p.Employer) || (plate != null && p.Plate != null && p.Plate.StartsWith(plate)))
            .OrderByDescending(p => p.IssuedAt).ThenByDescending(p => p.Id).Take(MostRows + 1).ToListAsync(cancellationToken);
        await db.WriteAsync(me.Owner, me.Did("passes-sought", null, new { found = found.Count }), () => { }, cancellationToken);
        var rows = await PassRows.OfAsync(db, book, [.. found.Take(MostRows)], clock.GetUtcNow(), cancellationToken);
        return TypedResults.Ok(new Answer(rows, found.Count > MostRows));
    }

    /// <summary>Of the employers that have passes; a county has some hundred, so their names are read and compared here.</summary>
    private static async Task<List<Guid>> EmployersAsync(RedVestDb db, int owner, IQueryable<CommuterPass> passes, string text, CancellationToken cancellationToken)
    {
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == owner && passes.Any(p => p.Employer == o.Id))
            .Select(o => new { o.Id, o.NameZh, o.NameEn }).ToListAsync(cancellationToken);
        var letters = string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();
        var spoken = letters.Length >= PeopleByName.Shortest && text.All(char.IsAscii);
        return [.. names.Where(o => o.NameZh.Contains(text, StringComparison.OrdinalIgnoreCase) || o.NameEn.Contains(text, StringComparison.OrdinalIgnoreCase)
            || (spoken && NameKeys.Of(o.NameZh) is var keys && (keys.Pinyin.StartsWith(letters, StringComparison.Ordinal) || keys.Initials.Contains(letters, StringComparison.Ordinal))))
            .Select(o => o.Id)];
    }
}
