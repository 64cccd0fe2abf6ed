using System.Globalization;
using System.IO.Compression;
using System.Text;
using RedVest.Kernel.Tables;

namespace RedVest.Unit.Tests.Tables;

public sealed class TableFileTests
{
    private const string Rare = "𠮷㐀𬸣李·买买提";

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("gb18030", false)]
    public void A_text_is_read_in_the_encoding_it_was_written_in(string name, bool mark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = $"name,number of the document\r\n{Rare},\"a \"\"quoted\"\", thing\"\r\n";
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        using var file = TableFile.Open(new MemoryStream(bytes));
        var rows = file.Rows(0).ToArray();

        Assert.Equal(2, rows.Length);
        Assert.Equal("name", rows[0][0].Text.TrimStart('\uFEFF'));
        Assert.Equal(Rare, rows[1][0].Text);
        Assert.Equal("a \"quoted\", thing", rows[1][1].Text);
    }

    [Fact]
    public void Bytes_that_no_encoding_reads_are_shown_and_not_lost_silently()
    {
        using var file = TableFile.Open(new MemoryStream([.. "name\r\nab"u8, 0xFF, .. "c\r\nde\r\n"u8]));
        var rows = file.Rows(0).ToArray();

        Assert.Equal(3, rows.Length);
        Assert.Contains('\uFFFD', rows[1][0].Text);
        Assert.Equal("de", rows[2][0].Text);
    }

    [Fact]
    public void Lines_are_numbered_as_the_person_sees_them()
    {
        using var file = TableFile.Open(new MemoryStream("a;b\n\n\"two\nlines\";x\nlast;y"u8.ToArray()));

        Assert.Equal([1, 3, 5], file.Rows(0).Select(r => r.Line));
        Assert.Equal("two\nlines", file.Rows(0).ElementAt(1)[0].Text);
    }

    [Theory]
    [InlineData("", "table-empty")]
    [InlineData("\r\n \r\n", null)]
    [InlineData("<html><table><tr><td>x", "table-web-page")]
    [InlineData("%PDF-1.7", "table-kind-unknown")]
    [InlineData("PKnothing", "table-damaged")]
    public void What_is_no_table_is_refused_with_a_reason(string content, string? code)
    {
        var refused = Record.Exception(() =>
        {
            using var file = TableFile.Open(new MemoryStream(Encoding.Latin1.GetBytes(content)));
            _ = file.Rows(0).Count();
        });

        Assert.Equal(code, (refused as TableRefusedException)?.Code);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_file()
    {
        var content = "a,b\r\n\"" + string.Concat(Enumerable.Repeat("open,1\r\n", 200_000));
        using var file = TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(content)));

        Assert.Equal("table-damaged", Assert.Throws<TableRefusedException>(() => file.Rows(0).Count()).Code);
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public async Task What_is_written_reads_back_whatever_it_holds(TableFormat format)
    {
        string[] texts = [Rare, "=1+1", "+8610000000001", "-", "@x", "＝1", "a,b\"c\r\nd", " padded ", "_x0041_", "NULL", "é\u0301", "\u202Eright to left", "&<>'"];
        var written = new MemoryStream();
        await TableWriter.WriteAsync(written, format, ["text", "count"], Rows(texts), "watermark", TestContext.Current.CancellationToken);

        using var file = TableFile.Open(written);
        var rows = file.Rows(0).ToArray();

        Assert.Equal("text", rows[0][0].Text.TrimStart('\uFEFF'));
        Assert.Equal("watermark", rows[^1][0].Text);
        var read = rows[1..^1].Select(r => r[0].Text).Select(t => format == TableFormat.Csv && t.StartsWith('\'') ? t[1..] : t);
        Assert.Equal(texts, read.Select(t => format == TableFormat.Xlsx ? t.ReplaceLineEndings("\r\n") : t));
        Assert.Equal("0", rows[1][1].Text);
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public async Task A_file_is_written_without_ever_waiting_on_its_stream(TableFormat format) =>
        await TableWriter.WriteAsync(new AsyncOnly(), format, ["text", "count"], Rows([.. Enumerable.Repeat("text", 9000)]), "watermark", TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("1+1", "1+1")]
    public void A_text_that_a_spreadsheet_would_run_is_defused(string text, string cell) => Assert.Equal(cell, CsvWriter.Cell(text));

    [Fact]
    public void A_workbook_says_what_its_cells_are()
    {
        using var file = TableFile.Open(Workbook("""
            <sheetData>
              <row r="2"><c r="A2" t="inlineStr"><is><t>姓名</t></is></c><c r="C2" t="inlineStr"><is><r><t>证件</t></r><r><t>号码</t></r></is></c></row>
              <row r="4"><c r="A4" t="str"><f>CONCAT(1)</f><v>calc</v></c><c r="B4"><v>1.41198199001011E+17</v></c><c r="C4" s="1"><v>44635</v></c><c r="D4" t="e"><v>#N/A</v></c><c r="E4"><v>13800000000</v></c></row>
            </sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells>
            """));
        var rows = file.Rows(0).ToArray();

        Assert.Equal([2, 4], rows.Select(r => r.Line));
        Assert.Equal(["姓名", "", "证件号码"], rows[0].Cells.Select(c => c.Text));
        Assert.Equal(
            [new("calc", CellKind.Formula), new("141198199001011000", CellKind.LongNumber), TableCell.Of("2022-03-15"), new("#N/A", CellKind.Error), new("13800000000", CellKind.Number)],
            rows[1].Cells);
        Assert.Equal(["A2:B2"], file.Merged);
    }

    [Fact]
    public void A_zip_bomb_is_refused_while_it_unpacks()
    {
        using var file = TableFile.Open(Workbook("<sheetData>" + new string(' ', 64 << 20) + "</sheetData>"));

        Assert.Equal("table-too-large", Assert.Throws<TableRefusedException>(() => file.Rows(0).Count()).Code);
    }

    [Fact]
    public void A_sheet_of_very_many_columns_is_refused()
    {
        using var file = TableFile.Open(Workbook("""<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>"""));

        Assert.Equal("table-too-wide", Assert.Throws<TableRefusedException>(() => file.Rows(0).Count()).Code);
    }

    [Fact]
    public void A_document_type_in_a_workbook_is_not_followed()
    {
        using var file = TableFile.Open(Workbook("<sheetData><row><c><v>1</v></c></row></sheetData>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"));

        Assert.Equal("table-damaged", Assert.Throws<TableRefusedException>(() => file.Rows(0).Count()).Code);
    }

    [Fact]
    public void A_workbook_with_a_password_is_named_as_such()
    {
        var content = new byte[8192];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(content, 0);
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(content, 4096);

        Assert.Equal("table-encrypted", Assert.Throws<TableRefusedException>(() => TableFile.Open(new MemoryStream(content))).Code);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            await Task.Yield();
            yield return [texts[i], i];
        }
    }

    internal static MemoryStream Workbook(string sheet, string before = "")
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }

            Add("xl/workbook.xml", """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一" r:id="r1"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>""");
            Add("xl/styles.xml", """<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            Add("xl/worksheets/sheet1.xml", string.Create(CultureInfo.InvariantCulture, $"{before}<worksheet>{sheet}</worksheet>"));
        }

        content.Position = 0;
        return content;
    }

    /// <summary>As a response's body is: forward only, and nothing synchronous.</summary>
    private sealed class AsyncOnly : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
