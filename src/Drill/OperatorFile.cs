using System.Text.Json;
using RedVest.Drill.Devices;

namespace RedVest.Drill;

/// <summary>What a running server leaves in its data folder for commands on the same machine: where it is, and a token.</summary>
internal sealed record OperatorFile(Uri Address, string Token)
{
    public const string Name = "operator.json";

    public static OperatorFile? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<OperatorFile>(File.ReadAllText(Path.Combine(dataFolder, Name)), Wire.Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
