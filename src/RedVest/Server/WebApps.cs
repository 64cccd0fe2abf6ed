using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace RedVest;

/// <summary>The built web apps under <c>/field/</c>, <c>/office/</c> and <c>/r/</c>: from <c>wwwroot</c> beside the program, else from <c>web/*/dist</c> of the repository.</summary>
internal static class WebApps
{
    internal static readonly string[] Names = ["field", "office", "resident"];

    /// <summary>What a QR code holds is short: the page of people in a queue lies under <c>/r/</c>.</summary>
    private static string AddressOf(string name) => name == "resident" ? "/r" : "/" + name;

    private static readonly PrecompressedTypes Types = new();

    internal static void UseWebApps(this WebApplication app)
    {
        foreach (var name in Names)
        {
            if (FolderOf(name) is { } folder)
                Serve(app, AddressOf(name), folder);
        }
    }

    /// <summary>Where an app's built files lie; null when it has not been built.</summary>
    internal static string? FolderOf(string name)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot", name);
        if (File.Exists(Path.Combine(published, "index.html")))
            return published;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "web", name, "dist");
            if (File.Exists(Path.Combine(built, "index.html")))
                return built;
        }

        return null;
    }

    internal static void Serve(IApplicationBuilder app, PathString root, string folder)
    {
        var files = new PhysicalFileProvider(folder);
        app.Use((context, next) =>
        {
            if (IsRead(context.Request) && context.Request.Path.StartsWithSegments(root, out var rest))
            {
                if (!rest.HasValue)
                {
                    context.Response.Redirect(root + "/", permanent: false);
                    return Task.CompletedTask;
                }

                context.Request.Path = root + Choose(files, rest, context.Request.Headers.AcceptEncoding.ToString());
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = root,
            FileProvider = files,
            ContentTypeProvider = Types,
            OnPrepareResponse = Label,
        });
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>The file for an address: an address inside the app is the app; a smaller twin goes first if the browser takes it.</summary>
    private static string Choose(PhysicalFileProvider files, PathString path, string accepts)
    {
        var file = path.Value!;
        if (!Types.TryGetContentType(file, out _))
            file = "/index.html"; // a missing file of a known kind is a 404, not the app: an old script must not become html; `/figures/entry.vehicles` is the app
        foreach (var (ending, encoding) in PrecompressedTypes.Encodings)
        {
            if (accepts.Contains(encoding, StringComparison.OrdinalIgnoreCase) && files.GetFileInfo(file + ending).Exists)
                return file + ending;
        }

        return file;
    }

    private static void Label(StaticFileResponseContext response)
    {
        var headers = response.Context.Response.Headers;
        foreach (var (ending, encoding) in PrecompressedTypes.Encodings)
        {
            if (response.File.Name.EndsWith(ending, StringComparison.Ordinal))
                headers.ContentEncoding = encoding;
        }

        headers.Vary = HeaderNames.AcceptEncoding;
        // Files under assets/ carry a hash of their content in the name; everything else is asked for again, answered mostly by 304.
        headers.CacheControl = response.Context.Request.Path.Value!.Contains("/assets/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }

    private sealed class PrecompressedTypes : IContentTypeProvider
    {
        internal static readonly (string Ending, string Encoding)[] Encodings = [(".br", "br"), (".gz", "gzip")];

        private readonly FileExtensionContentTypeProvider _types = new() { Mappings = { [".webmanifest"] = "application/manifest+json" } };

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType)
        {
            foreach (var (ending, _) in Encodings)
            {
                if (subpath.EndsWith(ending, StringComparison.Ordinal))
                    subpath = subpath[..^ending.Length];
            }

            if (!_types.TryGetContentType(subpath, out contentType))
                return false;
            if (contentType.StartsWith("text/", StringComparison.Ordinal))
                contentType += "; charset=utf-8";
            return true;
        }
    }
}
