using System.Text;

namespace RedVest.Kernel.Tables;

/// <summary>Cuts a text into rows. A quote opens a cell only at its beginning; elsewhere it is a sign like any other.</summary>
internal sealed class CsvScanner(TextReader reader, char separator)
{
    private readonly char[] _buffer = new char[64 * 1024];
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _length;
    private int _line = 1;

    /// <returns>Null after the last.</returns>
    public TableRow? Next()
    {
        if (Peek() < 0)
            return null;
        var line = _line;
        var cells = new List<TableCell>();
        while (true)
        {
            cells.Add(TableCell.Of(Cell()));
            var end = Read();
            if (end == separator)
                continue;
            if (end == '\r' && Peek() == '\n')
                Read();
            _line++;
            return new TableRow(line, cells);
        }
    }

    private string Cell()
    {
        _cell.Clear();
        if (Peek() == '"')
        {
            Read();
            QuotedPart();
        }

        while (Peek() is var sign && sign >= 0 && sign != separator && sign is not ('\r' or '\n'))
            _cell.Append((char)Read());
        return _cell.ToString();
    }

    private void QuotedPart()
    {
        while (Read() is var sign && sign >= 0)
        {
            if (sign == '"' && Peek() != '"')
                return;
            if (sign == '"')
                Read();
            if (sign == '\n')
                _line++;
            _cell.Append((char)sign);
            if (_cell.Length > 1_000_000)
                throw new TableRefusedException("table-damaged");
        }
    }

    private int Peek()
    {
        if (_at == _length)
            (_at, _length) = (0, reader.Read(_buffer, 0, _buffer.Length));
        return _length == 0 ? -1 : _buffer[_at];
    }

    private int Read()
    {
        var sign = Peek();
        if (sign >= 0)
            _at++;
        return sign;
    }
}
