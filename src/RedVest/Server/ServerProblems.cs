using System.Text.Json;
using RedVest.Kernel;

namespace RedVest;

/// <summary>
/// Whatever goes wrong outside an act — a wrong address, a body that is no JSON, a bug — is answered as problem details with a stable
/// code and one sentence, and without a word about the inside.
/// </summary>
internal static class ServerProblems
{
    internal static void AddServerProblems(this IServiceCollection services) => services.AddProblemDetails(options =>
        options.CustomizeProblemDetails = context => Complete(context.ProblemDetails, context.Exception, context.HttpContext.Response.StatusCode));

    internal static void UseServerProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            // What is wrong with a body is the sender's business, and the exception quotes it: it stays out of the log.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException or JsonException,
        });
        app.UseStatusCodePages();
        app.Use(RefuseForeignCharsets);
    }

    /// <summary>Answers with a problem from a place that has no endpoint.</summary>
    internal static Task WriteAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = status, Extensions = { ["code"] = code } },
        }).AsTask();
    }

    private static void Complete(Microsoft.AspNetCore.Mvc.ProblemDetails problem, Exception? exception, int status)
    {
        if (problem is HttpValidationProblemDetails invalid)
            Translate(invalid);
        var said = problem.Extensions.TryGetValue("code", out var code) ? code as string : null;
        if (said is null)
            problem.Extensions["code"] = said = CodeOf(problem.Status ?? status, problem, exception);
        if (!problem.Extensions.ContainsKey("params"))
        {
            problem.Title = Texts.Say("problem." + said);
            problem.Extensions["params"] = new Dictionary<string, object?>();
        }

        problem.Detail = null;
    }

    private static string CodeOf(int status, Microsoft.AspNetCore.Mvc.ProblemDetails problem, Exception? exception) => status switch
    {
        400 when problem is HttpValidationProblemDetails => "values-wrong",
        400 when exception is JsonException or BadHttpRequestException { InnerException: JsonException } => "json-wrong",
        400 => "request-wrong",
        401 => "sign-in-needed",
        403 => "not-allowed",
        404 => "address-unknown",
        405 => "method-wrong",
        408 => "request-too-slow",
        413 => "body-too-large",
        415 => "content-type-wrong",
        429 => "too-many-requests",
        431 => "headers-too-large",
        503 => "server-busy-now",
        < 500 => "request-wrong",
        _ => "server-error",
    };

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        JsonException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Validation speaks of CLR names in English; the caller knows JSON names.</summary>
    private static void Translate(HttpValidationProblemDetails invalid)
    {
        var errors = invalid.Errors.Keys.Select(JsonName).Distinct().ToDictionary(key => key, _ => new[] { Texts.Say("problem.field-wrong") });
        invalid.Errors.Clear();
        foreach (var (key, value) in errors)
            invalid.Errors.Add(key, value);
    }

    private static string JsonName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>JSON is UTF-8; an unknown charset would be a 500 further in.</summary>
    private static Task RefuseForeignCharsets(HttpContext context, RequestDelegate next)
    {
        var type = context.Request.GetTypedHeaders().ContentType;
        if (type is null || !type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }
}
