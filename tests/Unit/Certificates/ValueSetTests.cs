using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

public sealed class ValueSetTests
{
    [Theory]
    [InlineData("test-type", DccSchema.Naat, "Nucleic acid amplification with probe detection")]
    [InlineData("test-type", DccSchema.Antigen, "Rapid immunoassay")]
    [InlineData("test-result", DccSchema.NotDetected, "Not detected")]
    [InlineData("test-result", DccSchema.Detected, "Detected")]
    public void The_codes_we_sign_and_read_are_those_of_the_shipped_value_sets(string set, string code, string display)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestData.Checkout(), "data", "dcc-value-sets", set + ".json")));

        var value = json.RootElement.GetProperty("valueSetValues").GetProperty(code);

        Assert.True(value.GetProperty("active").GetBoolean());
        Assert.Equal(display, value.GetProperty("display").GetString());
    }
}
