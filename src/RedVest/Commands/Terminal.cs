using System.Text.Encodings.Web;
using System.Text.Json;
using QRCoder;
using RedVest.Kernel;

namespace RedVest;

/// <summary>What a command prints: sentences for people, or one JSON line for programs.</summary>
internal sealed class Terminal(bool json)
{
    /// <summary>Scanners want dark on light, whatever the colours of the terminal.</summary>
    private const string BlackOnWhite = "\e[30;107m";

    private const string AsBefore = "\e[0m";

    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A sentence from the resource files; silent under <c>--json</c>.</summary>
    internal void Say(string key, params (string Name, object? Value)[] values) => Print(Texts.Say(key, values));

    internal void Print(string text)
    {
        if (!json)
            Console.Out.WriteLine(text);
    }

    internal void Json(object value)
    {
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(value, Line));
    }

    /// <summary>One sentence that says what to do, and the exit code.</summary>
    internal static int Fail(int exit, string sentence)
    {
        Console.Error.WriteLine(sentence);
        return exit;
    }

    /// <summary>An address to point a phone at.</summary>
    internal void Qr(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new AsciiQRCode(data);
        foreach (var line in code.GetGraphicSmall(drawQuietZones: true, invert: true).Split('\n'))
            Print(Console.IsOutputRedirected ? line : BlackOnWhite + line + AsBefore);
    }
}
