using System.Globalization;
using System.Resources;

[assembly: NeutralResourcesLanguage("zh-Hans")]

namespace RedVest;

/// <summary>Chinese first, English complete.</summary>
internal static class Language
{
    internal static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");
    internal static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The language of a word such as <c>en_US.UTF-8</c>, <c>zh-CN</c> or <c>en</c>; Chinese when it names neither.</summary>
    internal static CultureInfo Of(string? word) =>
        word is not null && word.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : Chinese;

    /// <summary>What the shell was told: <c>--lang</c>, else LC_ALL, LC_MESSAGES, LANG.</summary>
    internal static CultureInfo OfShell(string[] args)
    {
        var at = Array.IndexOf(args, "--lang");
        var said = at >= 0 && at + 1 < args.Length
            ? args[at + 1]
            : args.FirstOrDefault(a => a.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..];
        string?[] words = [said, .. new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable)];
        return Of(words.FirstOrDefault(word => !string.IsNullOrEmpty(word)));
    }
}
