using System.Globalization;
using RedVest.Kernel.Access;

namespace RedVest.Unit.Tests.Access;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Morning = DateTimeOffset.Parse("2022-04-14T06:00Z", CultureInfo.InvariantCulture);
    private static readonly Guid Id = Guid.CreateVersion7(Morning);

    [Fact]
    public void A_session_is_opened_by_its_secret_until_it_ends()
    {
        var user = AUser();
        var (session, cookie) = Session.Begin(user, Morning, Id);
        var (id, secret) = Session.Read(cookie)!.Value;

        Assert.Equal(Id, id);
        Assert.True(session.IsOpenedBy(secret, user, Morning + Session.Life - TimeSpan.FromMicroseconds(1)));
        Assert.False(session.IsOpenedBy(secret, user, Morning + Session.Life));
        Assert.False(session.IsOpenedBy([.. secret[..31], (byte)(secret[31] ^ 1)], user, Morning));
    }

    [Fact]
    public void Another_stamp_or_a_disabled_user_ends_it()
    {
        var user = AUser();
        var (session, cookie) = Session.Begin(user, Morning, Id);
        var secret = Session.Read(cookie)!.Value.Secret;

        user.DisabledAt = Morning;
        Assert.False(session.IsOpenedBy(secret, user, Morning));
        user.DisabledAt = null;
        user.SecurityStamp = "two";
        Assert.False(session.IsOpenedBy(secret, user, Morning));
    }

    [Fact]
    public void The_table_does_not_hold_what_the_cookie_needs()
    {
        var (session, cookie) = Session.Begin(AUser(), Morning, Id);

        Assert.NotEqual(Session.Read(cookie)!.Value.Secret, session.SecretHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("================================================================")]
    [InlineData("红马甲")]
    public void What_is_no_cookie_of_ours_is_not_read(string cookie) => Assert.Null(Session.Read(cookie));

    private static User AUser() =>
        new() { Id = Id, Home = 141122, UserName = "wangwu", Name = "王五", CreatedAt = Morning, SecurityStamp = "one" };
}
