using RedVest.Kernel.Personal;

namespace RedVest.Unit.Tests.Personal;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张", "张*")]
    [InlineData("欧阳娜娜", "欧**")]
    [InlineData("𠮷野家", "𠮷**")]
    [InlineData("𠮷野", "𠮷*")]
    [InlineData(" Anna ", "A**")]
    [InlineData("", "")]
    public void A_name_keeps_its_first_character_and_not_its_length(string name, string shown) => Assert.Equal(shown, Masking.Name(name));

    [Theory]
    [InlineData("14119819950507881X", "881X")]
    [InlineData("A1", "A1")]
    public void A_document_shows_its_last_four_characters(string number, string shown) => Assert.Equal(shown, Masking.Tail(number));
}
