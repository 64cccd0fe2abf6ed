using RedVest.Registry.Duplicates;
using RedVest.Registry.Identifiers;

namespace RedVest.Unit.Tests.Registry;

public sealed class LikenessTests
{
    private static readonly DateOnly Today = new(2026, 4, 14);

    [Fact]
    public void A_number_with_one_slip_is_laid_beside_the_right_one() =>
        Assert.Equal(["near-document"], Likeness.Of(A("张三", Id("14119819900101001")), A("张三", Id("14119819900101001").Remove(11, 1).Insert(11, "2"))));

    [Fact]
    public void Two_documents_in_order_of_people_born_on_two_days_are_two_people_though_they_share_name_and_phone() =>
        Assert.Empty(Likeness.Of(A("张伟", Id("14119819600101001"), "+8610000000001"), A("张伟", Id("14119819900505003"), "+8610000000001")));

    [Fact]
    public void Namesakes_born_on_one_day_are_two_people_while_nothing_else_says_otherwise() =>
        Assert.Empty(Likeness.Of(A("张伟", Id("14119819900101001")), A("张伟", Id("14119819900101055"))));

    [Fact]
    public void The_same_name_and_phone_with_another_kind_of_document_may_be_one() =>
        Assert.Equal(["same-phone"], Likeness.Of(A("张伟", Id("14119819900101001"), "+8610000000001"), A("张伟", "E12345678", "+8610000000001", "passport")));

    [Fact]
    public void What_sounds_alike_needs_more_than_a_birthday()
    {
        Assert.Empty(Likeness.Of(A("张伟", Id("14119819900101001")), A("章伟", Id("14119819900101055"))));
        Assert.Equal(["same-phone", "other-writing"], Likeness.Of(A("张伟", Id("14119819900101001"), "+8610000000001"), A("章伟", "E12345678", "+8610000000001", "passport")));
    }

    [Theory]
    [InlineData("12345", "12345", false)]
    [InlineData("12345", "12395", true)]
    [InlineData("12345", "12354", true)]
    [InlineData("12345", "1235", true)]
    [InlineData("12345", "123405", true)]
    [InlineData("12345", "12999", false)]
    [InlineData("12345", "54321", false)]
    public void Numbers_are_near_that_one_slip_parts(string a, string b, bool near) => Assert.Equal((near, near), (Likeness.IsNear(a, b), Likeness.IsNear(b, a)));

    private static Face A(string name, string document, string? phone = null, string kind = "resident-id") => Face.Of(name, DocumentNumber.Read(kind, document, Today), phone);

    private static string Id(string digits) => digits + ResidentId.CheckCharacter(digits);
}
