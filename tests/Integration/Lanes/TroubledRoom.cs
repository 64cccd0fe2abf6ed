using System.Text.Json;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>A room of records that hang or stumble when they are told to.</summary>
internal sealed class TroubledRoom : IRecordRoom
{
    internal const string Hang = "test.hang";
    internal const string Poison = "test.poison";
    internal const string Fine = "test.fine";

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;

    /// <summary>Done when the first batch hangs.</summary>
    internal Task Hanging => _hanging.Task;

    internal bool IsCured { get; set; }

    /// <summary>How many records of this room the largest batch with a poisoned one had.</summary>
    internal int LargestPoisonedBatch { get; private set; }

    public string Prefix => "test.";

    internal void Release() => _released.TrySetResult();

    internal async Task HasReadAsync(int records)
    {
        while (Volatile.Read(ref _read) < records)
            await Task.Delay(10, RedVestHost.Stop);
    }

    public void Parse(int owner, IncomingRecord record)
    {
        record.Content = record.Kind;
        Interlocked.Increment(ref _read);
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException();

    public async ValueTask<IRecordBatch> ReadAsync(WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        if (records.Any(r => r.Kind == Poison))
            LargestPoisonedBatch = Math.Max(LargestPoisonedBatch, records.Count);
        if (records.Any(r => r.Kind == Hang) && !_released.Task.IsCompleted)
        {
            _hanging.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }

        return new Batch(this);
    }

    private sealed class Batch(TroubledRoom room) : IRecordBatch
    {
        public RecordAnswer Decide(IncomingRecord record) =>
            record.Kind == Poison && !room.IsCured ? throw new InvalidOperationException("poison") : RecordAnswer.Stored;

        public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

        public ValueTask WriteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
