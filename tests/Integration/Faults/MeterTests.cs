using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Faults;

/// <summary>What somebody who watches the server sees of the hot path.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task Queue_batch_size_and_commit_time_can_be_watched()
    {
        await using var post = await Post.OpenAsync();
        var phones = new[] { await post.EnrolAsync(), await post.EnrolAsync() };
        using var watched = new Watched(post.Host.Services.GetRequiredService<IMeterFactory>());
        var pushes = new List<Task<System.Text.Json.JsonElement>>();
        await using (await HoldAsync(post)) // nobody else commits for this owner
        {
            // Whoever comes while the first batch hangs has to queue; the first two may still have caught the same batch. What was seen counts: a
            // worker that was slow to start may take what waited the moment after.
            var queued = 0.0;
            for (var tries = 0; queued == 0 && tries < 100; tries++)
            {
                var phone = phones[tries % 2];
                pushes.Add(phone.PushAsync(phone.Check(post.Clock.NewId()), phone.Check(post.Clock.NewId())));
                await Task.Delay(50, RedVestHost.Stop);
                queued = watched.Queued();
            }

            Assert.NotEqual(0, queued);
        }

        await Task.WhenAll(pushes);

        Assert.Equal(0, watched.Queued());
        var batches = watched.Of("redvest.batch.weight"); // one or two: it depends on when the second push came
        Assert.Equal(2 * pushes.Count, batches.Sum());
        Assert.Equal(batches.Count, watched.Of("redvest.batch.duration").Count);
        Assert.Equal(batches.Count, watched.Of("redvest.batch.wait").Count);
        Assert.InRange(watched.Of("redvest.commit.duration").Count, batches.Count, int.MaxValue); // and the seals
        Assert.All(watched.Of("redvest.commit.duration"), seconds => Assert.True(seconds > 0));
        Assert.All(watched.Names, name => Assert.StartsWith("RedVest.", name, StringComparison.Ordinal)); // what AddTelemetry sends
    }

    private static async Task<IAsyncDisposable> HoldAsync(Post post)
    {
        var write = await post.Host.Services.GetRequiredService<Store>().BeginAsync(Post.Owner, WriteLane.Office, RedVestHost.Stop);
        await using var command = write.Connection.CreateCommand();
        command.CommandText = "update kernel_owner set revision = revision where owner = 141122"; // on PostgreSQL the row's lock, on SQLite the gate
        if (!TestDatabase.OnPostgres)
            command.Transaction = write.Sqlite("select 1").Transaction;
        await command.ExecuteNonQueryAsync(RedVestHost.Stop);
        return write;
    }

    /// <summary>The meters of one program, though others run beside it.</summary>
    private sealed class Watched : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Instrument, double Value)> _seen = new();
        private readonly ConcurrentDictionary<string, bool> _names = new();
        private double _queued;

        public Watched(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (!ReferenceEquals(instrument.Meter.Scope, factory) || !instrument.Name.StartsWith("redvest.", StringComparison.Ordinal))
                    return;
                _names[instrument.Meter.Name] = true;
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Names => _names.Keys;

        public double Queued()
        {
            _queued = 0;
            _listener.RecordObservableInstruments();
            return _queued;
        }

        public List<double> Of(string instrument) => [.. _seen.Where(s => s.Instrument == instrument).Select(s => s.Value)];

        public void Dispose() => _listener.Dispose();

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags is not [{ Key: "owner", Value: Post.Owner }])
                return;
            if (instrument.Name == "redvest.batch.queued")
                _queued += value;
            else
                _seen.Enqueue((instrument.Name, value));
        }
    }
}
