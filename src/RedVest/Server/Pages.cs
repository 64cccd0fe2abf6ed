using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;
using RedVest.Kernel;
using RedVest.Tls;

namespace RedVest;

/// <summary>The few pages of the program itself, without script: where to go, and how a phone comes to trust this server.</summary>
internal static partial class Pages
{
    internal static void MapPages(this WebApplication app)
    {
        var shell = new EmbeddedFileProvider(typeof(Pages).Assembly, "RedVest.Pages.shell");
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/favicon.ico") // browsers ask for it at every page that names no icon
                context.Request.Path = "/shell/mark.svg";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { RequestPath = "/shell", FileProvider = shell });
        app.MapGet("/", Home).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/install", Install).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/ca.crt", Authority).AllowAnonymous().ExcludeFromDescription();
    }

    private static ContentHttpResult Home(HttpContext context, string? lang) => Show(context, "home", lang, []);

    private static ContentHttpResult Install(HttpContext context, string? lang, ServerCertificate certificate, ServerAddress server) => Show(context, "install", lang, new()
    {
        ["fingerprint"] = certificate.AuthorityFingerprint,
        ["authority"] = certificate.Authority.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false),
        ["until"] = certificate.Authority.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["secure"] = string.Create(CultureInfo.InvariantCulture, $"https://{context.Request.Host.Host}:{server.Phones.Port}"),
    });

    private static FileContentHttpResult Authority(ServerCertificate certificate) => TypedResults.File(
        System.Text.Encoding.ASCII.GetBytes(certificate.Authority.ExportCertificatePem() + "\n"), "application/x-x509-ca-cert", "redvest-ca.crt");

    private static ContentHttpResult Show(HttpContext context, string page, string? lang, Dictionary<string, string> values)
    {
        var language = lang is null ? CultureInfo.CurrentUICulture : Language.Of(lang);
        context.Response.Headers.ContentLanguage = language.Name;
        context.Response.Headers.CacheControl = "no-cache";
        values["lang"] = language.Name;
        values["path"] = context.Request.Path;
        return TypedResults.Content(Fill(Read(page), language, values), "text/html; charset=utf-8");
    }

    private static string Fill(string template, CultureInfo language, Dictionary<string, string> values) => Gap().Replace(template, gap =>
        WebUtility.HtmlEncode(values.TryGetValue(gap.Groups["name"].Value, out var value) ? value : Texts.Say("page." + gap.Groups["name"].Value, language)));

    private static string Read(string page)
    {
        using var stream = typeof(Pages).Assembly.GetManifestResourceStream($"RedVest.Pages.{page}.html")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z.-]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gap();
}
