using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>What breaks under the lane's push, and what its callers are told.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_is_lost_is_read_again_and_every_record_is_there_once(bool beforeItTookEffect)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        var passage = post.Clock.NewId();
        using var cable = CutCable.OnNext(post, "records-received", beforeItTookEffect);

        var answer = await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));

        Assert.True(cable.WasCut);
        var wanted = beforeItTookEffect ? "stored" : "already-stored";
        Assert.Equal([wanted, wanted], answer.GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        Assert.Equal("release", answer.GetProperty("outcomes")[0].GetProperty("answer").GetProperty("verdict").GetString());
        Assert.Equal(3, answer.GetProperty("contiguous").GetInt32());
        Assert.Equal((3, 2), ((await post.RowsAsync<LaneEvent>()).Count, (await post.RowsAsync<Passage>()).Count));
        await Feeds.AssertGapFreeAsync(post);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_correction_whose_commit_is_not_answered_is_there_once(bool beforeItTookEffect)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var passage = post.Clock.NewId();
        var check = phone.Check(passage);
        await phone.PushAsync(check);
        using var cable = CutCable.OnNext(post, "passage-corrected", beforeItTookEffect);

        using var answer = await office.PostAsync($"/api/v1/passages/{passage}/corrections", CorrectionSaid.Of(post, check));

        Assert.True(cable.WasCut);
        Assert.Equal(beforeItTookEffect ? HttpStatusCode.Created : HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await post.RowsAsync<LaneEvent>(), e => e.Corrects is not null);
        Assert.Single(await post.RowsAsync<AuditRow>(), a => a.Act == "passage-corrected");
        await Feeds.AssertGapFreeAsync(post);
    }

    [Fact]
    public async Task A_value_stays_hidden_when_the_audit_could_not_be_written()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.ShiftLeader);
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage));
        using var cable = CutCable.OnNext(post, "value-revealed", beforeItTookEffect: true);

        using var answer = await office.PostAsync($"/api/v1/passages/{passage}/reveal", new { n = 1, field = "document", purpose = "identity check" });

        Assert.True(cable.WasCut);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain(PassageTests.Number, await answer.Content.ReadAsStringAsync(RedVestHost.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poisoned_record_fails_alone_and_is_stored_once_it_is_cured()
    {
        var room = new TroubledRoom();
        await using var post = await Post.OpenAsync(adjust: builder => builder.Services.AddSingleton<IRecordRoom>(room));
        Phone[] phones = [await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync(), await post.EnrolAsync()];
        var hanging = phones[0].OutcomeAsync(phones[0].Record(TroubledRoom.Hang, post.Clock.NewId(), []));
        await room.Hanging;
        var poison = phones[1].Record(TroubledRoom.Poison, post.Clock.NewId(), []);
        var poisoned = phones[1].OutcomeAsync(poison);
        var good = phones[2..].Select(phone => phone.PushAsync(phone.Record(TroubledRoom.Fine, post.Clock.NewId(), []), phone.Check(post.Clock.NewId()))).ToList();
        await room.HasReadAsync(records: 6); // they stand in the queue, or are about to
        await Task.Delay(300, RedVestHost.Stop);

        room.Release();

        Assert.Equal(("stored", "later:record-failed"), (await hanging, await poisoned));
        foreach (var answer in await Task.WhenAll(good))
            Assert.Equal(["stored", "stored"], answer.GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        Assert.True(room.LargestPoisonedBatch > 1); // it had company
        Assert.Equal(4, (await post.RowsAsync<Passage>()).Count);
        Assert.Equal(9, (await post.RowsAsync<StoredRecord>()).Count);

        room.IsCured = true;
        Assert.Equal("stored", await phones[1].OutcomeAsync(poison));
        await Feeds.AssertGapFreeAsync(post);
    }

    [Fact]
    public async Task Who_would_wait_too_long_is_asked_to_come_back_and_nobody_is_forgotten()
    {
        var room = new TroubledRoom();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var post = await Post.OpenAsync(clock, builder => builder.Services.AddSingleton<IRecordRoom>(room));
        var (first, second) = (await post.EnrolAsync(), await post.EnrolAsync());
        var hanging = first.OutcomeAsync(first.Record(TroubledRoom.Hang, post.Clock.NewId(), []));
        await room.Hanging;
        clock.Advance(TimeSpan.FromSeconds(7));
        var body = second.Body(second.Check(post.Clock.NewId()));

        using var busy = await second.SendAsync(body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server-busy"), (busy.StatusCode, await busy.ProblemCodeAsync()));
        Assert.Equal(TimeSpan.FromSeconds(7), busy.Headers.RetryAfter?.Delta);
        room.Release();
        Assert.Equal("stored", await hanging);
        await Task.Delay(100, RedVestHost.Stop); // the worker of the batch ends after it has answered
        using var again = await second.SendAsync(body);
        Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync(RedVestHost.Stop));
        Assert.Equal("stored", Phone.Said((await again.JsonAsync()).GetProperty("outcomes")[0]));
    }
}

/// <summary>Breaks the commit of the next write of one act in one host, before or after it took effect.</summary>
internal sealed class CutCable : IDisposable
{
    private int _left = 1;

    public bool WasCut => Volatile.Read(ref _left) == 0;

    public static CutCable OnNext(Post post, string act, bool beforeItTookEffect)
    {
        var cable = new CutCable();
        var store = post.Host.Services.GetRequiredService<Store>();
        void Cut(WriteTransaction write)
        {
            if (write.Store == store && write.Entries.Any(e => e.Act == act) && Interlocked.Exchange(ref cable._left, 0) == 1)
                throw new IOException("the cable is cut");
        }

        if (beforeItTookEffect)
            WriteTransaction.Faults.BeforeCommit = Cut;
        else
            WriteTransaction.Faults.AfterCommit = Cut;
        return cable;
    }

    public void Dispose() => WriteTransaction.Faults.BeforeCommit = WriteTransaction.Faults.AfterCommit = null;
}
