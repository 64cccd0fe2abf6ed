using QRCoder;
using RedVest.Kernel.Devices;

namespace RedVest;

/// <summary>QR codes as SVG: black on white with its quiet zone, whatever the page around it looks like.</summary>
internal sealed class QrPictures : IQrPictures
{
    public string Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(8, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
