using System.Threading.Channels;

namespace RedVest.Registry.Import;

/// <summary>A slice of rows, read and ready for the database.</summary>
/// <param name="Rows">Those that can be taken.</param>
/// <param name="Read">Rows of data the slice covers, those in <paramref name="Rows"/> and all others.</param>
/// <param name="Faults">Of rows of this slice.</param>
/// <param name="Duplicates">Rows said before in this file.</param>
/// <param name="Wrong">Rows refused for another reason.</param>
internal sealed record ImportSlice(IReadOnlyList<ImportRow> Rows, int Read, IReadOnlyList<RowFault> Faults, int Duplicates, int Wrong);

/// <summary>
/// Reads a file once from its beginning to its end. Reading and sealing of the next slice goes on while the database takes the last one: two cores share
/// the work, and no row waits in memory for long.
/// </summary>
internal sealed class ImportPass(ImportFile file, ImportJob job, IImportRun run, IReadOnlyDictionary<string, int> columns)
{
    private const int SlicesAhead = 2;

    private readonly Dictionary<Guid, int> _lines = [];

    /// <summary>How many rows the next slice takes; whoever writes sets it by how long the last one took.</summary>
    public int SliceRows { get; set; } = 200;

    /// <param name="skip">Rows of data that an earlier run has behind it: they are read for their keys only.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ImportSlice> SlicesAsync(int skip, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = Channel.CreateBounded<ImportSlice>(SlicesAhead);
        var reading = Task.Run(() => ReadAsync(ready.Writer, skip, over.Token), CancellationToken.None);
        try
        {
            await foreach (var slice in ready.Reader.ReadAllAsync(cancellationToken))
                yield return slice;
        }
        finally
        {
            await over.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(ChannelWriter<ImportSlice> ready, int skip, CancellationToken stopping)
    {
        try
        {
            var builder = new Builder();
            var at = 0;
            foreach (var row in file.Data(job.Sheet, job.HeaderLine))
            {
                stopping.ThrowIfCancellationRequested();
                builder.Add(Take(new RowReader(row, columns)), isBehind: at++ < skip);
                if (builder.Read >= SliceRows)
                    await ready.WriteAsync(builder.Cut(), stopping);
            }

            if (builder.Read > 0)
                await ready.WriteAsync(builder.Cut(), stopping);
            ready.Complete();
        }
        catch (Exception stopped)
        {
            ready.Complete(stopped is OperationCanceledException ? null : stopped); // whoever reads the slices hears of it
        }
    }

    private (ImportRow? Row, IReadOnlyList<RowFault> Faults) Take(RowReader reader)
    {
        var row = run.Read(reader);
        if (row is null || reader.IsRefused)
            return (null, reader.Faults);
        return _lines.TryAdd(row.Key, row.Line) ? (row, reader.Faults) : (null, [.. reader.Faults, new RowFault(row.Line, null, Duplicate, Refuses: true, _lines[row.Key])]);
    }

    public const string Duplicate = "duplicate";

    private sealed class Builder
    {
        private List<ImportRow> _rows = [];
        private List<RowFault> _faults = [];
        private int _duplicates;
        private int _wrong;

        public int Read { get; private set; }

        public void Add((ImportRow? Row, IReadOnlyList<RowFault> Faults) taken, bool isBehind)
        {
            if (isBehind)
                return;
            Read++;
            _faults.AddRange(taken.Faults);
            if (taken.Row is { } row)
                _rows.Add(row);
            else if (taken.Faults.Any(f => f.Code == Duplicate))
                _duplicates++;
            else
                _wrong++;
        }

        public ImportSlice Cut()
        {
            var slice = new ImportSlice(_rows, Read, _faults, _duplicates, _wrong);
            (_rows, _faults, _duplicates, _wrong, Read) = ([], [], 0, 0, 0);
            return slice;
        }
    }
}
