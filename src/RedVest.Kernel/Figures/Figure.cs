using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Kernel.Figures;

/// <summary>A figure of the catalogue. Nobody types its number: it is counted from records, and every count opens them.</summary>
/// <param name="Key">room.what, kebab case. Its name and definition are the texts <c>figure.&lt;key&gt;.name</c> and <c>.definition</c>.</param>
/// <param name="Unit">vehicle-times, person-times, vehicles, seconds, records.</param>
/// <param name="PeriodKind">day, average, cumulative, snapshot.</param>
/// <param name="Version">Raised when the definition changes, so that two reports with one key can be told apart.</param>
public sealed record Figure(string Key, string Unit, string PeriodKind, int Version, RollUp RollUp);

/// <summary>How a figure of several lanes, posts or owners is made of theirs.</summary>
[JsonConverter(typeof(RollUpJson))]
public enum RollUp
{
    Sum,
    Max,

    /// <summary>Histograms with fixed bounds are added, then the percentile is taken.</summary>
    Histogram,

    /// <summary>Parts and wholes are added, then the share is taken.</summary>
    Share,

    /// <summary>It has no meaning beyond its place.</summary>
    None,
}

/// <summary>As words, like all open sets of the API.</summary>
internal sealed class RollUpJson() : JsonStringEnumConverter<RollUp>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>A figure's value.</summary>
/// <param name="Value">Null: nothing to measure yet.</param>
/// <param name="Since">The start of what was counted.</param>
public sealed record FigureValue(string Key, double? Value, string Unit, string PeriodKind, int Version, DateTimeOffset Since)
{
    public static FigureValue Of(Figure figure, double? value, DateTimeOffset since) =>
        new(figure.Key, value, figure.Unit, figure.PeriodKind, figure.Version, since);
}

/// <summary>The figures of one room; the catalogue is all rooms'.</summary>
public interface IFigureSource
{
    IReadOnlyList<Figure> Figures { get; }
}
