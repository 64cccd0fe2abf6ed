using RedVest.Drill.Words;

namespace RedVest.Drill;

/// <summary>How the drill reaches a server: in the language of the terminal, so that a refusal can be shown as it comes.</summary>
internal static class Connection
{
    public static HttpClient To(Uri address, Func<Uri, HttpClient>? connect)
    {
        var http = connect?.Invoke(address) ?? new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Say.InEnglish ? "en" : "zh-CN");
        return http;
    }
}
