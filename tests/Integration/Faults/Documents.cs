using System.Globalization;

namespace RedVest.Integration.Tests.Faults;

/// <summary>Document numbers of nobody: division 141198, valid check character.</summary>
internal static class Documents
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    internal static string Number(int phone, int person)
    {
        var seventeen = string.Create(CultureInfo.InvariantCulture, $"141198199001{1 + phone % 28:D2}{person:D3}");
        var sum = seventeen.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum();
        return seventeen + "10X98765432"[sum % 11];
    }
}
