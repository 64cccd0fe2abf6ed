using System.IO.Compression;
using System.Text;

namespace RedVest.Kernel.Tables;

/// <summary>
/// A file with rows, whatever its ending says: .xlsx, .xlsm (values only, macros are left alone), .xls, or text in UTF-8, UTF-16 or GB18030.
/// Rows come one by one; a file that unpacks to more than any honest one is refused while it is read.
/// </summary>
public abstract class TableFile : IDisposable
{
    /// <summary>Wider tables are no list of people or things.</summary>
    public const int MostColumns = 1000;

    private const int Head = 4096;

    /// <summary>The sheets in their order; one without a name for a text.</summary>
    public abstract IReadOnlyList<string> Sheets { get; }

    /// <summary>What the reader should know of the file: <c>macros</c>, <c>formulas-not-told</c>, <c>ending</c>, or an encoding's name.</summary>
    public IReadOnlyList<string> Notes { get; protected init; } = [];

    /// <summary>The rows with something in them, in their order. Merged areas are known after the last one.</summary>
    /// <exception cref="TableRefusedException">Half-way too: the rows before it were good.</exception>
    public abstract IEnumerable<TableRow> Rows(int sheet);

    /// <summary>Merged areas such as <c>A1:C1</c>, of the sheet whose rows were read last; at most 100.</summary>
    public virtual IReadOnlyList<string> Merged => [];

    /// <param name="content">Seekable; stays the caller's.</param>
    /// <exception cref="TableRefusedException">It is no table, or nobody can read it.</exception>
    public static TableFile Open(Stream content)
    {
        Span<byte> head = stackalloc byte[Head];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        if (head.IsEmpty)
            throw new TableRefusedException("table-empty");
        if (head.StartsWith("PK"u8))
            return OpenZip(content);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return XlsFile.Of(content);
        if (IsPicture(head))
            throw new TableRefusedException("table-kind-unknown");
        var start = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (start.StartsWith('<'))
            throw new TableRefusedException("table-web-page");
        return CsvFile.Open(content, head);
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    private static XlsxFile OpenZip(Stream content)
    {
        try
        {
            return XlsxFile.Open(new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true));
        }
        catch (InvalidDataException damaged)
        {
            throw new TableRefusedException("table-damaged", damaged);
        }
    }

    private static bool IsPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF"u8) || head.StartsWith("Rar!"u8) || head.StartsWith("GIF8"u8) || head.StartsWith("MZ"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P']) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("7z"u8);
}
