namespace RedVest.Kernel.Storage;

/// <summary>Owners are 6-digit division codes: a county (141122), a city (141100), a province (140000).</summary>
public static class Owners
{
    /// <summary>What belongs to the whole installation: users, grants, packs, keys.</summary>
    public const int Installation = 0;

    /// <summary>Whether a code can own records: the installation, or six digits from 110000 on.</summary>
    public static bool IsOwner(int code) => code is Installation or (>= 110000 and <= 999999);
}
