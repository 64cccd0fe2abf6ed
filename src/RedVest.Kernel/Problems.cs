using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace RedVest.Kernel;

/// <summary>Answers that say no: RFC 9457 with a stable <c>code</c> and a sentence a clerk understands (text <c>problem.&lt;code&gt;</c>).</summary>
public static class Problems
{
    /// <summary>A refusal. The sentence is filled in, in the caller's language, when it is written.</summary>
    public static ProblemHttpResult Refuse(int status, string code, params (string Name, object? Value)[] parameters) =>
        TypedResults.Problem(
            statusCode: status,
            title: Texts.Say("problem." + code, parameters),
            extensions: [new("code", code), new("params", parameters.ToDictionary(p => p.Name, p => p.Value))]);
}

/// <summary>The sentences of all projects, by key and by the current UI language (zh-Hans default, en).</summary>
public static class Texts
{
    private static readonly Lock Adding = new();
    private static ResourceManager[] Sources = [new("RedVest.Kernel.Texts", typeof(Texts).Assembly), new("RedVest.Kernel.Acts", typeof(Texts).Assembly)];

    /// <summary>Whether the reader of this request has the Chinese texts.</summary>
    public static bool IsChinese => !CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal);

    /// <summary>Adds a project's <c>Texts.resx</c> and <c>Acts.resx</c> (the sentences of its audit), found under its root namespace.</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, Type roomType)
    {
        ResourceManager[] added = [new(roomType.Namespace + ".Texts", roomType.Assembly), new(roomType.Namespace + ".Acts", roomType.Assembly)];
        lock (Adding)
            Sources = [.. Sources, .. added.Where(source => !Sources.Any(s => s.BaseName == source.BaseName))];

        return services;
    }

    /// <summary>The sentence of a key with <c>{name}</c> filled in; the key itself when nobody has it.</summary>
    public static string Say(string key, params (string Name, object? Value)[] parameters) => Say(key, CultureInfo.CurrentUICulture, parameters);

    /// <inheritdoc cref="Say(string, ValueTuple{string, object?}[])"/>
    public static string Say(string key, CultureInfo language, params (string Name, object? Value)[] parameters)
    {
        var text = Sources.Select(source => Find(source, key, language)).FirstOrDefault(t => t is not null) ?? key;
        foreach (var (name, value) in parameters)
            text = text.Replace("{" + name + "}", Convert.ToString(value, language), StringComparison.Ordinal);
        return text;
    }

    private static string? Find(ResourceManager source, string key, CultureInfo language)
    {
        try
        {
            return source.GetString(key, language);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }
}
