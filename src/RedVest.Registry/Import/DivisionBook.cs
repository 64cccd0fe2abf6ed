using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Import;

/// <summary>The divisions of one owner by code and by what people call them: 段村, 夏家营镇段村, 141122101201.</summary>
internal sealed class DivisionBook
{
    private readonly HashSet<long> _codes = [];
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _twice = new(StringComparer.Ordinal);

    private DivisionBook(int owner) => Whole = DivisionRange.OfOwner(owner).First;

    /// <summary>The owner as a whole, for rows that name no division.</summary>
    public long Whole { get; }

    public static async Task<DivisionBook> OfAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var range = DivisionRange.OfOwner(owner);
        var (first, last) = (range.First, range.Last);
        var all = await db.Set<Division>().AsNoTracking().Where(d => d.Owner == Owners.Installation && d.Code >= first && d.Code <= last).ToListAsync(cancellationToken);
        var book = new DivisionBook(owner);
        var towns = all.Where(d => d.Level == 4).ToDictionary(d => d.Code / 1000, d => d);
        foreach (var division in all)
        {
            book._codes.Add(division.Code);
            book.Name(division.NameZh, division.Code);
            book.Name(division.NameEn, division.Code);
            if (division.Level == 5 && towns.TryGetValue(division.Code / 1000, out var town))
                book.Name(town.NameZh + division.NameZh, division.Code);
        }

        return book;
    }

    /// <summary>The code of what a row says; null when it names none, or more than one.</summary>
    public long? Find(string said)
    {
        var form = Narrow.Form(said);
        if (form.All(char.IsAsciiDigit) && form.Length is 6 or 9 or 12)
        {
            var code = long.Parse(form.PadRight(12, '0'), CultureInfo.InvariantCulture);
            return code == Whole || _codes.Contains(code) ? code : null;
        }

        return _names.TryGetValue(form, out var named) && !_twice.Contains(form) ? named : null;
    }

    private void Name(string name, long code)
    {
        foreach (var form in Forms(Narrow.Form(name)))
        {
            if (!_names.TryAdd(form, code) && _names[form] != code)
                _twice.Add(form);
        }
    }

    /// <summary>People leave out what every village has: 段村村委会, 段村.</summary>
    private static IEnumerable<string> Forms(string name)
    {
        yield return name;
        foreach (var tail in (string[])["村民委员会", "村委会", "居民委员会", "居委会", "社区居委会"])
        {
            if (name.EndsWith(tail, StringComparison.Ordinal) && name.Length > tail.Length)
                yield return name[..^tail.Length];
        }
    }
}
