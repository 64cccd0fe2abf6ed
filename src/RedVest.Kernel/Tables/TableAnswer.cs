using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace RedVest.Kernel.Tables;

/// <summary>A file with rows as the answer to a request, written while the rows are read.</summary>
/// <param name="Name">The file's name without its ending; nothing personal.</param>
/// <param name="Format">Excel or CSV.</param>
/// <param name="Headings">The first row.</param>
/// <param name="Rows">Read until the last one or until the reader goes away.</param>
/// <param name="Watermark">The last row.</param>
public sealed record TableAnswer(
    string Name, TableFormat Format, IReadOnlyList<string> Headings, IAsyncEnumerable<IReadOnlyList<object?>> Rows, string? Watermark) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = Format switch
        {
            TableFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            TableFormat.Csv => "text/csv; charset=utf-8",
        };
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{Name}.{Format.ToString().ToLowerInvariant()}");
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        // The framework's zip writes its headers synchronously, whatever is awaited around it; the rows themselves are not.
        if (Format == TableFormat.Xlsx && httpContext.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        await TableWriter.WriteAsync(response.Body, Format, Headings, Rows, Watermark, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
