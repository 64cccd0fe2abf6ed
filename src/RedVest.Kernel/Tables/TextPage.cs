using System.Text;

namespace RedVest.Kernel.Tables;

/// <summary>Text on its way into a stream that takes bytes only asynchronously. Half a character becomes U+FFFD, as every reader would show it.</summary>
internal sealed class TextPage(Stream to)
{
    private const int Full = 32 * 1024;

    public StringBuilder Text { get; } = new(Full + 4096);

    public ValueTask FlushWhenFullAsync(CancellationToken cancellationToken) => Text.Length < Full ? default : FlushAsync(cancellationToken);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(Text.ToString());
        Text.Clear();
        await to.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }
}
