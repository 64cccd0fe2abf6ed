using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel.Personal;

namespace RedVest;

/// <summary>
/// What a running server leaves in its data folder (mode 0600) for commands on the same machine: where it is and a token that is good until
/// it stops. Who may read the folder could read the database too, so the token gives away nothing more.
/// </summary>
/// <param name="Address">Plain HTTP on loopback.</param>
/// <param name="Demo">Whether the database holds demo data, so that a drill may write into it.</param>
internal sealed record OperatorFile(Uri Address, Uri TlsAddress, string Token, int ProcessId, bool Demo)
{
    internal static OperatorFile? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), OperatorJson.Default.OperatorFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string path) => PrivateFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(this, OperatorJson.Default.OperatorFile));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(OperatorFile))]
internal sealed partial class OperatorJson : JsonSerializerContext;
