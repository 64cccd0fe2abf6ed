using System.Globalization;
using System.Resources;

namespace RedVest.Drill.Words;

/// <summary>The sentences of the drill, in the language of the terminal.</summary>
internal static class Say
{
    private static readonly ResourceManager Resources = new("RedVest.Drill.Texts", typeof(Say).Assembly);

    public static string Text(string key, params object[] parameters)
    {
        var text = Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return parameters.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, parameters);
    }
}
