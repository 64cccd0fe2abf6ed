namespace RedVest.Duty;

/// <summary>What a person is in the Party's words. Whoever is not asked is unknown.</summary>
public static class PoliticalStatus
{
    public const string PartyMember = "party-member";
    public const string Probationary = "probationary";
    public const string Applicant = "applicant";
    public const string LeagueMember = "league-member";
    public const string Other = "other";
    public const string Unknown = "unknown";

    internal static readonly IReadOnlyList<string> All = [PartyMember, Probationary, Applicant, LeagueMember, Other, Unknown];
}

/// <summary>Words of open sets, in kebab case.</summary>
internal static class Words
{
    public const int Longest = 32;

    public static bool IsWord(string word) => word.Length is > 0 and <= Longest && word.All(c => char.IsAsciiLetterLower(c) || c == '-');
}
