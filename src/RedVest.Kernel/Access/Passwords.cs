using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace RedVest.Kernel.Access;

/// <summary>What a password must be (NIST SP 800-63B): long, not the user's name, none of the commonest; nothing about its composition.</summary>
internal sealed class Passwords : IPasswordValidator<User>
{
    public const int Shortest = 10;

    /// <summary>More says nothing, and hashing it would be work for nothing.</summary>
    public const int Longest = 256;

    /// <summary>No 0 O 1 l I: it is read from a screen and typed.</summary>
    private const string OneTimeLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly HashSet<string> Commonest = ReadCommonest();

    /// <summary>The same password however the keyboard composed it.</summary>
    public static string Canonical(string password) => password.Normalize(NormalizationForm.FormKC);

    /// <summary>A password to be used once: 80 bits, in groups of four.</summary>
    public static string MakeOneTime() =>
        string.Join('-', RandomNumberGenerator.GetString(OneTimeLetters, 16).Chunk(4).Select(four => new string(four)));

    public static bool IsStrong(string password, string userName) =>
        password.Length <= Longest
        && password.EnumerateRunes().Count() >= Shortest
        && !IsOneThing(password)
        && !Commonest.Contains(Letters(password))
        && !IsTheName(password, userName);

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        password is not null && IsStrong(password, user.UserName)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "password-weak" }));

    /// <summary>One character repeated, or characters that count up or down.</summary>
    private static bool IsOneThing(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).Distinct().ToArray();
        return steps is [-1 or 0 or 1];
    }

    private static bool IsTheName(string password, string userName) =>
        Letters(password).Replace(Letters(userName), "", StringComparison.Ordinal).Length < 4;

    private static string Letters(string text) => string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit)).ToUpperInvariant();

    private static HashSet<string> ReadCommonest()
    {
        using var file = typeof(Passwords).Assembly.GetManifestResourceStream("RedVest.Kernel.Access.commonest-passwords.txt")!; // embedded by the project file
        using var lines = new StreamReader(file);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(Letters)];
    }
}
