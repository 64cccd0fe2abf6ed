using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Figures;

/// <summary>The catalogue: what each figure means, in both languages.</summary>
public static class ListFigures
{
    public sealed record Answer(IReadOnlyList<Row> Rows);

    public sealed record Said(string Zh, string En);

    public sealed record Row(string Key, Said Name, Said Definition, string Unit, string PeriodKind, int Version, RollUp RollUp);

    public static void MapFigures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/figures", Handle).WithTags("Figures").RequireAuthorization(Policies.Work);

    internal static Ok<Answer> Handle(IEnumerable<IFigureSource> sources) => TypedResults.Ok(new Answer(
        [.. sources.SelectMany(s => s.Figures).Select(f => new Row(f.Key, Say(f.Key, "name"), Say(f.Key, "definition"), f.Unit, f.PeriodKind, f.Version, f.RollUp))]));

    private static Said Say(string key, string what) => new(
        Texts.Say($"figure.{key}.{what}", CultureInfo.GetCultureInfo("zh-Hans")),
        Texts.Say($"figure.{key}.{what}", CultureInfo.GetCultureInfo("en")));
}
