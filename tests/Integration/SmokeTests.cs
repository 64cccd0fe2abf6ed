namespace RedVest.Integration.Tests;

public sealed class SmokeTests
{
    [Xunit.Fact]
    public void The_kernel_and_the_tests_run_on_the_same_runtime() => Xunit.Assert.Equal(10, Environment.Version.Major);
}
