using RedVest.Registry;
using RedVest.Registry.Register;

namespace RedVest.Unit.Tests.Registry;

public sealed class NameKeysTests
{
    [Theory]
    [InlineData("张三丰", "zhangsanfeng", "zsf")]
    [InlineData("单雄信", "shanxiongxin", "sxx")]
    [InlineData("曾国藩", "zengguofan", "zgf")]
    [InlineData("解缙", "xiejin", "xj")]
    [InlineData("仇英", "qiuying", "qy")]
    [InlineData("尉迟恭", "yuchigong", "ycg")]
    [InlineData("吕布", "lvbu", "lb")]
    [InlineData("李长江", "lichangjiang", "lcj")]
    [InlineData("买买提·吐尔逊", "maimaitituerxun", "mmttex")]
    [InlineData("John Smith", "johnsmith", "js")]
    [InlineData("𠮷㐀", "𠮷qiu", "𠮷q")]
    public void A_name_is_looked_up_by_how_it_is_called(string name, string pinyin, string initials) => Assert.Equal(new NameKeys(pinyin, initials), NameKeys.Of(name));

    [Theory]
    [InlineData("单雄信", "danx")]
    [InlineData("单雄信", "dxx")]
    [InlineData("单雄信", "shanxiong")]
    [InlineData("曾国藩", "ceng")]
    [InlineData("解缙", "jiejin")]
    [InlineData("解缙", "jj")]
    [InlineData("仇英", "chouy")]
    [InlineData("吕布", "lyubu")]
    [InlineData("李长江", "lizhangjiang")]
    [InlineData("王乐", "wangyue")]
    [InlineData("王乐", "wy")]
    [InlineData("张三丰", "ZHANG San")]
    [InlineData("张三丰", "张三")]
    public void Whoever_reads_a_character_another_way_finds_it_all_the_same(string name, string typed)
    {
        var keys = NameKeys.Of(name);

        Assert.Contains(PeopleByName.Ways(typed), way =>
            (way.Initials ? keys.Initials : keys.Pinyin).StartsWith(way.Beginning, StringComparison.Ordinal)
            && (way.OneOf.Count == 0 || way.OneOf.Any(part => part[0] == '_' ? name.Contains(part[1..], StringComparison.Ordinal) : name.StartsWith(part, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_beginning_of_a_name_has_the_beginning_of_its_key()
    {
        foreach (var name in new[] { "张三丰", "欧阳修", "买买提·吐尔逊", "长孙无忌", "𠮷㐀文" })
            Assert.StartsWith(NameKeys.Of(name[..(name.Length - 1)]).Pinyin, NameKeys.Of(name).Pinyin, StringComparison.Ordinal);
    }

    [Fact]
    public void One_letter_looks_for_nobody() => Assert.Empty(PeopleByName.Ways("z"));
}
