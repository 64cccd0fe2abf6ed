using System.Globalization;
using RedVest.Kernel.Access;

namespace RedVest.Unit.Tests.Access;

public sealed class ScopeTests
{
    private static readonly Guid Gate = Guid.Parse("0192f0c8-0000-7000-8000-000000000001");
    private static readonly Guid Exit = Guid.Parse("0192f0c8-0000-7000-8000-000000000002");

    [Theory]
    [InlineData("000000", 0, 999_999_999_999)]
    [InlineData("140000", 140000000000, 149999999999)]
    [InlineData("141100", 141100000000, 141199999999)]
    [InlineData("141122", 141122000000, 141122999999)]
    [InlineData("141122000000", 141122000000, 141122999999)]
    [InlineData("141122100", 141122100000, 141122100999)]
    [InlineData("141122100201", 141122100201, 141122100201)]
    public void A_division_is_the_range_of_all_below_it(string code, long first, long last) =>
        Assert.Equal(new DivisionRange(first, last), DivisionRange.Parse(code));

    [Theory]
    [InlineData("")]
    [InlineData("1411")]
    [InlineData("14112x")]
    [InlineData("１４１１２２")]
    [InlineData("-14112")]
    public void What_is_no_code_is_no_range(string code) => Assert.Null(DivisionRange.Parse(code));

    [Fact]
    public void A_caller_sees_nothing_before_a_policy_let_the_caller_in()
    {
        var me = UserWith(GrantOf(Role.PostHead, ScopeKind.Division, "141122"));

        Assert.False(me.MaySee(141122000000, null));
        Assert.Empty(Rows.Within(me, r => r.Owner, r => r.Division, r => r.Place));
    }

    [Fact]
    public void The_scope_is_made_of_those_grants_only_that_satisfy_the_policy()
    {
        var me = UserWith(GrantOf(Role.Auditor, ScopeKind.Division, "141122"), GrantOf(Role.ShiftLeader, ScopeKind.Place, Gate.ToString()));

        me.NarrowTo([Role.PostHead, Role.ShiftLeader]);

        Assert.True(me.MaySee(141122100000, Gate));
        Assert.False(me.MaySee(141122100000, Exit));
        Assert.False(me.MaySee(141122100000, null));
    }

    [Fact]
    public void A_list_holds_the_rows_of_the_callers_owner_inside_the_callers_scope()
    {
        var me = UserWith(GrantOf(Role.Headquarters, ScopeKind.Division, "141122100"), GrantOf(Role.Headquarters, ScopeKind.Place, Exit.ToString()));
        me.NarrowTo([Role.Headquarters]);

        var seen = Rows.Within(me, r => r.Owner, r => r.Division, r => r.Place).Select(r => r.Name).ToArray();

        Assert.Equal(["gate of the town", "exit elsewhere in the county"], seen);
    }

    private static IQueryable<Row> Rows => new Row[]
    {
        new(141122, 141122100001, Gate, "gate of the town"),
        new(141122, 141122101000, Exit, "exit elsewhere in the county"),
        new(141122, 141122101000, Gate, "elsewhere in the county"),
        new(141121, 141122100001, Gate, "another owner's row with our codes"),
    }.AsQueryable();

    private static Caller UserWith(params Grant[] grants)
    {
        var user = new User { Id = Gate, Home = 141122, UserName = "wangwu", Name = "王五", CreatedAt = default };
        var me = new Caller();
        me.BecomeUser(user, Exit, grants);
        return me;
    }

    private static Grant GrantOf(Role role, ScopeKind kind, string scope) =>
        new() { Id = Gate, UserId = Gate, Role = role, ScopeKind = kind, Scope = scope, HoldsFrom = DateTimeOffset.Parse("2022-04-14Z", CultureInfo.InvariantCulture) };

    private sealed record Row(int Owner, long Division, Guid Place, string Name);
}
