using System.Globalization;
using RedVest.Drill.Words;

namespace RedVest.Drill.Plan;

/// <summary>A person of the drill: invented, with a document of a division that does not exist.</summary>
public sealed record PersonPlan(string Name, int Age, DocumentPlan? Document, string? Phone);

/// <param name="Kind">A document kind of the device protocol, §6.</param>
/// <param name="Number">As printed on the document.</param>
public sealed record DocumentPlan(string Kind, string Number);

/// <summary>Makes people, no two with the same document.</summary>
/// <param name="part">Documents of the others belong to posts that play at the same time.</param>
internal sealed class People(Random dice, int year, Part part)
{
    private const int OldestWithPhone = 72;
    private static readonly string[] RareNames = ["𠮷㐀明", "欧阳𬱖", "阿依古丽·麦麦提", "Nguyễn Thị Drill", "O'Drill-Müller"];
    private readonly HashSet<string> _numbers = [];
    private int _made;

    public PersonPlan Adult() => Person(dice.Next(18, 64));

    public PersonPlan Child() => Person(dice.Next(4, 15));

    public PersonPlan Infant() => Person(dice.Next(0, 3));

    public PersonPlan Elder() => Person(dice.Next(OldestWithPhone + 1, 95));

    private PersonPlan Person(int age)
    {
        var number = NewNumber(age);
        // Every 400th name is one that many programs break on, every 150th document is from elsewhere.
        var name = ++_made % 400 == 7 ? RareNames[_made / 400 % RareNames.Length] : NameList.Draw(dice);
        var document = _made % 150 == 11 ? Foreign() : new DocumentPlan("resident-id", number);
        var hasPhone = age is >= 15 and <= OldestWithPhone;
        return new(name, age, document, hasPhone ? $"+86100{dice.Next(100_000_000):D8}" : null);
    }

    private DocumentPlan Foreign()
    {
        while (true)
        {
            var document = dice.Next(3) switch
            {
                0 => new DocumentPlan("passport", $"ZZ{dice.Next(10_000_000):D7}"),
                1 => new("hmt-permit", $"H00{dice.Next(1_000_000):D6}"),
                _ => new("other", $"DRILL-{dice.Next(1_000_000):D6}"),
            };
            if (part.Holds(document.Number) && _numbers.Add(document.Number))
                return document;
        }
    }

    private string NewNumber(int age)
    {
        while (true)
        {
            // Born before the day of the drill whatever its date is: an age of 0 means January of the same year.
            var born = age == 0 ? new DateOnly(year, 1, 1) : new DateOnly(year - age, 1, 1).AddDays(dice.Next(365));
            var division = dice.Next(2) == 0 ? "141198" : "141199";
            var number = ResidentNumber.WithCheck(division + born.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + dice.Next(1000).ToString("D3", CultureInfo.InvariantCulture));
            if (part.Holds(number) && _numbers.Add(number))
                return number;
        }
    }
}
