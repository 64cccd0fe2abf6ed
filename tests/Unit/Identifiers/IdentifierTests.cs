using System.Globalization;
using System.Text.Json;
using RedVest.Registry.Identifiers;

namespace RedVest.Unit.Tests.Identifiers;

public sealed class IdentifierTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<string, string, string?> ResidentIds =>
        new(Shared("residentIds").Select(one => (Text(one, "text")!, Text(one, "canonical")!, Text(one, "fault"))));

    public static TheoryData<string, string, string, string?> Plates =>
        new(Shared("plates").Select(one => (Text(one, "text")!, Text(one, "canonical")!, Text(one, "kind")!, Text(one, "fault"))));

    [Fact]
    public void Every_fictitious_resident_is_read_with_birth_date_and_sex()
    {
        var rows = Rows("fictitious_residents_5000.csv");
        Assert.True(rows.Count > 1000);
        Assert.All(rows, row =>
        {
            var id = ResidentId.Read(row[3], Today);
            Assert.Null(id.Fault);
            Assert.Equal(row[1], id.Sex);
            Assert.Equal(DateOnly.Parse(row[2], CultureInfo.InvariantCulture), id.BirthDate);
        });
    }

    [Fact]
    public void The_verdict_of_the_standard_is_given_on_every_vector()
    {
        var rows = Rows("id_test_vectors.csv");
        Assert.True(rows.Count > 500);
        Assert.All(rows, row =>
        {
            var id = ResidentId.Read(row[0], Today);
            switch (row[2])
            {
                case "true" or "false" when id.Number == row[0]: // the standard speaks of the text as it stands
                    Assert.True(id.Fault is null == (row[2] == "true"), $"{row[1]}: {id.Fault}");
                    break;
                case "legacy":
                    Assert.Null(id.Fault);
                    Assert.Equal(18, id.Number.Length);
                    break;
                default:
                    Assert.True(id.Number.All(sign => char.IsAsciiDigit(sign) || sign == 'X'), row[1]);
                    break;
            }
        });
    }

    [Theory]
    [MemberData(nameof(ResidentIds))]
    public void A_number_is_made_canonical_and_its_fault_named(string text, string canonical, string? fault)
    {
        var id = ResidentId.Read(text, Today);
        Assert.Equal((canonical, fault), (id.Number, id.Fault));
        Assert.Equal(fault is null, id.BirthDate is not null);
    }

    [Fact]
    public void Everyday_plates_of_the_vectors_are_usual_and_malformed_ones_flagged_unless_they_only_needed_narrowing()
    {
        var rows = Rows("plates.csv");
        Assert.True(rows.Count > 1000);
        Assert.All(rows.Where(row => row[1] != "malformed_or_normalise"), row => Assert.False(Plate.Read(row[0]).Unusual, row[0]));
        Assert.All(rows.Where(row => row[1].EndsWith("_8", StringComparison.Ordinal)), row => Assert.EndsWith("electric", Plate.Read(row[0]).Kind, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Plates))]
    public void A_plate_is_made_canonical_and_what_is_odd_is_flagged_never_refused(string text, string canonical, string kind, string? fault)
    {
        var plate = Plate.Read(text);
        Assert.Equal((canonical, kind, fault), (plate.Text, plate.Kind, plate.Fault));
    }

    public static TheoryData<string, string, string, string?> Documents =>
        [.. Shared("documents").Select(d => (Text(d, "kind")!, Text(d, "text")!, Text(d, "canonical")!, Text(d, "fault")))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_kind_of_document_has_one_canonical_form_and_its_own_faults(string kind, string number, string canonical, string? fault)
    {
        var document = DocumentNumber.Read(kind, number, Today);
        Assert.Equal((canonical, fault), (document.Number, document.Fault));
    }

    [Theory]
    [InlineData("10000000001", "+8610000000001", false)]
    [InlineData("+86 100 0000 0001", "+8610000000001", false)]
    [InlineData("００８６－１３８００１３８０００", "+8613800138000", false)]
    [InlineData("0358-3520000", "+863583520000", false)]
    [InlineData("+44 20 7946 0958", "+442079460958", false)]
    [InlineData("12", "+8612", true)]
    [InlineData("no phone", "NOPHONE", true)]
    public void A_phone_number_becomes_E164_and_what_is_odd_is_flagged(string text, string canonical, bool unusual)
    {
        var phone = PhoneNumber.Read(text);
        Assert.Equal((canonical, unusual), (phone.Number, phone.Unusual));
    }

    [Fact]
    public void Every_rare_character_may_stand_in_a_name()
    {
        var rows = Rows("../edge-cases/rare_chars_tgh_beyond_uro.csv");
        Assert.True(rows.Count > 200);
        Assert.All(rows, row => Assert.Null(PersonName.FaultOf("王" + row[1])));
    }

    [Fact]
    public void A_name_has_up_to_a_hundred_code_points_and_no_half_characters()
    {
        Assert.Null(PersonName.FaultOf(string.Concat(Enumerable.Repeat("𠮷", 100))));
        Assert.Null(PersonName.FaultOf("阿卜杜拉·买买提"));
        Assert.Equal("too-long", PersonName.FaultOf(new string('王', 101)));
        Assert.Equal("character", PersonName.FaultOf("王\0"));
        Assert.Equal("character", PersonName.FaultOf("王\ud842"));
        Assert.Equal("character", PersonName.FaultOf("\udfb7王"));
        Assert.Equal("empty", PersonName.FaultOf(" \u3000"));
    }

    /// <summary>Cases that the phone's tests run too.</summary>
    private static List<JsonElement> Shared(string group) =>
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(TestData.Checkout(), "tests", "vectors", "identifiers.json"))).RootElement.GetProperty(group).EnumerateArray(),
    ];

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(TestData.Path("identifiers/" + file)).Skip(1).Where(line => line.Length > 0).Select(line => line.TrimEnd('\r').Split(','))];
}
