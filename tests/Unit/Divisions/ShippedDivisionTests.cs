using System.Globalization;
using RedVest.Kernel.Access;

namespace RedVest.Unit.Tests.Divisions;

/// <summary>The lists of divisions that the product ships, in themselves and against the public set.</summary>
public sealed class ShippedDivisionTests
{
    public static TheoryData<string> Lists =>
        new(Directory.GetFiles(Path.Combine(TestData.Checkout(), "data", "divisions"), "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)));

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_division_has_two_names_and_lies_in_one_of_the_level_above(string owner)
    {
        var rows = Rows(owner);
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Code).Count());
        Assert.All(rows, row =>
        {
            Assert.False(string.IsNullOrWhiteSpace(row.Zh) || string.IsNullOrWhiteSpace(row.En), row.Zh);
            var length = row.Level switch { 1 => 2, 2 => 4, 3 => 6, 4 => 9, _ => 12 };
            Assert.EndsWith(new string('0', 12 - length), row.Code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Equal(row.Level == 1 ? 0 : 1, rows.Count(above => above.Level == row.Level - 1 && Range(above).Contains(row.Code)));
        });
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Towns_and_villages_are_those_of_the_public_set(string owner)
    {
        var rows = Rows(owner);
        foreach (var (file, level, zeros) in new[] { ("towns", 4, "000"), ("villages", 5, "") })
        {
            var published = File.ReadLines(TestData.Path($"divisions/{file}_{owner}.csv")).Skip(1)
                .Select(line => line.Split(',')).Select(row => (long.Parse(row[0] + zeros, CultureInfo.InvariantCulture), row[1].Trim('"')));
            Assert.Equal(published.Order(), rows.Where(row => row.Level == level).Select(row => (row.Code, row.Zh)).Order());
        }
    }

    private static DivisionRange Range(Row row) =>
        DivisionRange.Of(row.Code.ToString(CultureInfo.InvariantCulture)[..(row.Level switch { 1 => 2, 2 => 4, 3 => 6, 4 => 9, _ => 12 })]);

    private static List<Row> Rows(string owner) =>
    [
        .. File.ReadLines(Path.Combine(TestData.Checkout(), "data", "divisions", owner + ".csv")).Skip(1).Select(line => line.Split(','))
            .Select(row => new Row(long.Parse(row[0], CultureInfo.InvariantCulture), int.Parse(row[1], CultureInfo.InvariantCulture), row[2], row[3])),
    ];

    private sealed record Row(long Code, int Level, string Zh, string En);
}
