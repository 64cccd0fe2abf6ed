using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

public sealed class StandardNameTests
{
    [Theory]
    [InlineData("张三丰", "张", "三丰", "ZHANG", "SANFENG")]
    [InlineData("单田芳", "单", "田芳", "SHAN", "TIANFANG")]
    [InlineData("曾国藩", "曾", "国藩", "ZENG", "GUOFAN")]
    [InlineData("仇英", "仇", "英", "QIU", "YING")]
    [InlineData("吕布", "吕", "布", "LYU", "BU")]
    [InlineData("尉迟恭", "尉迟", "恭", "YUCHI", "GONG")]
    [InlineData("欧阳修", "欧阳", "修", "OUYANG", "XIU")]
    [InlineData("万俟雪", "万俟", "雪", "MOQI", "XUE")]
    [InlineData("欧阳", "欧", "阳", "OU", "YANG")]
    [InlineData("𠮷田", "𠮷", "田", "", "TIAN")]
    [InlineData("买买提·吐尔逊", "买买提·吐尔逊", "", "MAIMAITI<TUERXUN", "")]
    [InlineData("Müller-Lüdenscheidt", "Müller-Lüdenscheidt", "", "MUELLER<LUEDENSCHEIDT", "")]
    public void A_name_is_cut_behind_its_surname_and_read_as_a_passport_reads_it(string name, string family, string given, string familyStandard, string givenStandard) =>
        Assert.Equal(new HolderName(family, given, familyStandard, givenStandard), StandardName.Of(name));

    [Theory]
    [InlineData("d'Červenková Panklová", "DCERVENKOVA<PANKLOVA")]
    [InlineData("Jiřina-Maria Alena", "JIRINA<MARIA<ALENA")]
    [InlineData("Straße Æsir Þór Ångström ĳs ﬁ", "STRASSE<AESIR<THOR<AANGSTROEM<IJS")]
    [InlineData("  --  ", "")]
    [InlineData("😀😃", "")]
    public void Other_letters_are_written_as_travel_documents_write_them(string name, string standard) => Assert.Equal(standard, StandardName.Transliterate(name));

    [Fact]
    public void Only_the_letters_of_the_schema_come_out_whatever_goes_in()
    {
        foreach (var name in Enumerable.Range(0, 0x30000).Where(point => point is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32))
        {
            foreach (var letter in StandardName.Transliterate(name))
                Assert.True(letter is (>= 'A' and <= 'Z') or '<', $"{name} gave {letter}");
        }
    }
}
