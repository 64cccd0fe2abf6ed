namespace RedVest.Drill.Plan;

/// <summary>The check character of resident identity numbers (GB 11643-1999, ISO 7064 MOD 11-2).</summary>
internal static class ResidentNumber
{
    private const string CheckCharacters = "10X98765432";

    /// <param name="first17">Division, date of birth and order number: 17 digits.</param>
    public static string WithCheck(string first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (first17[i] - '0') * ((1 << (17 - i)) % 11);
        return first17 + CheckCharacters[sum % 11];
    }
}
