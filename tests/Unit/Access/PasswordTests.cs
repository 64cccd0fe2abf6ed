using RedVest.Kernel.Access;

namespace RedVest.Unit.Tests.Access;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("红马甲在路口值夜班真辛苦")]
    [InlineData("aaaaaaaaab")]
    public void A_long_password_is_strong_whatever_it_is_made_of(string password) => Assert.True(Passwords.IsStrong(password, "wangwu"));

    [Theory]
    [InlineData("short pw")]
    [InlineData("𠮷𠮷𠮷红马甲甲甲甲")] // nine characters, although twelve units of UTF-16
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcdefghijkl")]
    [InlineData("9876543210")]
    [InlineData("Password123!")]
    [InlineData("1qaz@WSX3edc")]
    [InlineData("wangwu-wangwu")]
    [InlineData("WANGWU..123")]
    public void A_password_that_many_would_guess_is_weak(string password) => Assert.False(Passwords.IsStrong(password, "wangwu"));

    [Fact]
    public void One_time_passwords_are_strong_and_differ()
    {
        var made = Enumerable.Range(0, 100).Select(_ => Passwords.MakeOneTime()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(100, made.Count);
        Assert.All(made, password => Assert.True(Passwords.IsStrong(password, "wangwu")));
    }
}
