using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Storage;

namespace RedVest.Integration.Tests.Faults;

/// <summary>
/// A phone that passes one car after the other and keeps to the protocol: a record leaves the outbox only when the server named it, everything
/// is kept, a higher epoch makes all of it wait again, and now and then it sends twice what it need not send.
/// </summary>
internal sealed class BusyPhone(Post post, Phone phone, int number, Random random)
{
    private readonly List<JsonObject> _kept = [];
    private readonly HashSet<Guid> _acknowledged = [];
    private readonly Lock _lock = new();
    private int _cars;
    private int _epoch = 1;
    private int _resent;

    /// <summary>Where it sends to; null while nobody is there.</summary>
    public HttpClient? Server { get; set; }

    public Guid Device => phone.Id;

    public int Cars => _cars;

    /// <summary>How often the server was asked to store again what it had.</summary>
    public int Resent => _resent;

    public int Epoch => _epoch;

    public List<string> Trouble { get; } = [];

    public IReadOnlyList<Guid> All
    {
        get
        {
            lock (_lock)
                return [.. _kept.Select(IdOf)];
        }
    }

    public HashSet<Guid> Acknowledged
    {
        get
        {
            lock (_lock)
                return [.. _acknowledged];
        }
    }

    /// <summary>Passes cars until told to stop; a server that goes away is waited for.</summary>
    public async Task WorkAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            Pass();
            if (!await PushAsync())
                await Task.Delay(20, RedVestHost.Stop);
        }
    }

    /// <summary>Passes some cars more.</summary>
    public async Task WorkAsync(int cars)
    {
        for (var i = 0; i < cars; i++)
        {
            Pass();
            while (!await PushAsync())
                await Task.Delay(20, RedVestHost.Stop);
        }
    }

    /// <summary>Sends until everything is acknowledged.</summary>
    public async Task FinishAsync()
    {
        while (Waiting().Count > 0)
        {
            if (!await PushAsync())
                await Task.Delay(20, RedVestHost.Stop);
        }
    }

    private void Pass()
    {
        var car = ++_cars;
        var passage = post.Clock.NewId();
        var document = Documents.Number(number, car % 40); // forty commuters a phone come again and again
        JsonObject[] records =
        [
            phone.Check(passage, FormattableString.Invariant($"晋G{number:D2}{car % 40:D3}"), document),
            phone.Verdict(passage),
        ];
        lock (_lock)
            _kept.AddRange(records);
    }

    /// <returns>Whether the server answered.</returns>
    private async Task<bool> PushAsync()
    {
        var batch = Waiting();
        if (random.Next(4) == 0)
        {
            lock (_lock)
                batch.AddRange(_kept.Where(r => _acknowledged.Contains(IdOf(r))).TakeLast(3));
            _resent++;
        }

        if (Server is not { } server || batch.Count == 0)
            return false;
        try
        {
            using var answer = await phone.SendAsync(phone.Body([.. batch]), server: server);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    Trouble.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(RedVestHost.Stop)}");
                return false;
            }

            Settle(await answer.JsonAsync());
            return true;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            return false; // it was killed: whether it stored the batch is not known here
        }
    }

    private void Settle(JsonElement answer)
    {
        lock (_lock)
        {
            foreach (var outcome in answer.GetProperty("outcomes").EnumerateArray())
            {
                if (Phone.Said(outcome) is "stored" or "already-stored")
                    _acknowledged.Add(outcome.GetProperty("id").GetGuid());
                else if (Phone.Said(outcome) is not "later")
                    Trouble.Add(Phone.Said(outcome));
            }

            if (answer.GetProperty("epoch").GetInt32() is var epoch && epoch > _epoch)
            {
                _epoch = epoch;
                _acknowledged.Clear(); // the server was restored: all of the last 72 hours waits again
            }
        }
    }

    private List<JsonObject> Waiting()
    {
        lock (_lock)
            return [.. _kept.Where(r => !_acknowledged.Contains(IdOf(r))).Take(100)];
    }

    private static Guid IdOf(JsonObject record) => record["id"]!.GetValue<Guid>();
}
