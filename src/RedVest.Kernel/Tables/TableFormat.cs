using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Kernel.Tables;

/// <summary>The files with rows that the office takes home.</summary>
[JsonConverter(typeof(TableFormatJson))]
public enum TableFormat
{
    /// <summary>Excel.</summary>
    Xlsx,

    /// <summary>UTF-8 with a mark that Excel knows it by.</summary>
    Csv,
}

internal sealed class TableFormatJson() : JsonStringEnumConverter<TableFormat>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>The format as a word of a request.</summary>
public static class TableFormats
{
    /// <summary>xlsx or csv; null when it is neither.</summary>
    public static TableFormat? Read(string word) => word switch
    {
        "xlsx" => TableFormat.Xlsx,
        "csv" => TableFormat.Csv,
        _ => null,
    };
}
