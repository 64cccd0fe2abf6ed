using System.Reflection;
using RedVest.Kernel.Access;

namespace RedVest.Unit.Tests.Access;

public sealed class PoliciesTests
{
    [Fact]
    public void Every_policy_stands_in_the_table_and_lets_somebody_in()
    {
        var named = typeof(Policies).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(named.Order(StringComparer.Ordinal), Policies.Table.Keys.Order(StringComparer.Ordinal));
        Assert.All(Policies.Table.Values, who => Assert.True(who.AnyUser || who.Device || who.Operator || who.Roles.Count > 0));
    }
}
