using System.Globalization;
using System.Resources;

namespace RedVest.Drill.Words;

/// <summary>The sentences of the drill, in the language of the terminal.</summary>
internal static class Say
{
    private static readonly ResourceManager Resources = new("RedVest.Drill.Texts", typeof(Say).Assembly);

    public static bool InEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Text(string key, params object[] parameters)
    {
        var text = Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return parameters.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, parameters);
    }

    /// <summary>A word of an open set; one that this version does not know is shown as it is.</summary>
    public static string Word(string set, string word) => Resources.GetString($"{set}.{word}", CultureInfo.CurrentUICulture) ?? word;
}
