using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;
using RedVest.Registry.Duplicates;

namespace RedVest.Registry.Import;

/// <summary>
/// Takes imports on, one after another: those that somebody has just started, and those that a stopped server left behind. It works at the lowest but one
/// place of the queue of writers, in slices that the lane does not notice.
/// </summary>
internal sealed partial class ImportRunner(IServiceScopeFactory scopes, Store store, KeyRing keys, IEnumerable<IImportKind> kinds, ILogger<ImportRunner> log, LookForPairs pairs) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FilesKept = TimeSpan.FromDays(7);

    private readonly Guid _node = Guid.CreateVersion7(store.Clock.GetUtcNow());
    private readonly Channel<bool> _started = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something was started: look now.</summary>
    public void Wake() => _started.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NextAsync(stoppingToken))
                {
                    // until nothing waits
                }

                await SweepAsync(stoppingToken);
                await Task.WhenAny(_started.Reader.ReadAsync(stoppingToken).AsTask(), Task.Delay(LookAgain, store.Clock, stoppingToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failed)
            {
                LogFailed(log, failed.GetType().Name);
                await Task.Delay(LookAgain, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "An import could not go on ({Failure}); it is tried again.")]
    private static partial void LogFailed(ILogger log, string failure);

    /// <returns>Whether there was something to do.</returns>
    private async Task<bool> NextAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var now = store.Clock.Now();
        var job = await db.Set<ImportJob>().Where(i => (i.State == ImportStates.Checking || i.State == ImportStates.Running) && (i.HeldUntil == null || i.HeldUntil < now || i.HeldBy == _node))
            .OrderBy(i => i.Id).FirstOrDefaultAsync(stopping);
        if (job is null)
            return false;
        if (!await HoldAsync(db, job, stopping) || kinds.FirstOrDefault(k => k.Name == job.Kind) is not { } kind)
            return false;
        try
        {
            await new ImportSteps(store, keys, _node).RunAsync(db, job, kind, stopping);
            await EndAsync(db, job, job.State == ImportStates.Checking ? ImportStates.Checked : ImportStates.Done, null, stopping);
        }
        catch (TableRefusedException refused)
        {
            await EndAsync(db, job, ImportStates.Refused, refused.Code, stopping);
        }
        catch (ImportLostException)
        {
            // cancelled, or another node holds it
        }

        return true;
    }

    private async Task<bool> HoldAsync(RedVestDb db, ImportJob job, CancellationToken stopping)
    {
        await using var write = await store.BeginAsync(job.Owner, WriteLane.Job, stopping);
        write.Touches("registry_import");
        var held = await ImportSql.ExecuteAsync(
            write, "update registry_import set held_by = $3, held_until = $4 where owner = $1 and id = $2 and state = $5 and (held_until is null or held_until < $6 or held_by = $3)", stopping,
            job.Owner, job.Id, _node, write.At + Held, job.State, write.At);
        await write.CommitAsync(stopping);
        await db.Entry(job).ReloadAsync(stopping);
        return held == 1 && job.HeldBy == _node;
    }

    private async Task EndAsync(RedVestDb db, ImportJob job, string state, string? refusal, CancellationToken stopping)
    {
        var (notes, before) = (job.Notes, job.State);
        await db.Entry(job).ReloadAsync(stopping);
        if (job.State != before || job.HeldBy != _node)
            return;
        var who = job.CreatedBy is { } user ? Caller.Of(CallerKinds.User, user, job.Owner) : Caller.System;
        var act = state switch
        {
            ImportStates.Checked => "import-checked",
            ImportStates.Done => "import-done",
            _ => "import-refused",
        };
        await db.WriteAsync(job.Owner, who.Did(act, job.Id, new { kind = job.Kind, rows = job.Done, added = job.NewRows, changed = job.ChangedRows, wrong = job.WrongRows, duplicate = job.DuplicateRows }), write =>
        {
            (job.State, job.Refusal, job.Notes, job.HeldBy, job.HeldUntil) = (state, refusal, notes, null, null);
            job.Total = Math.Max(job.Total, job.Done);
            if (state != ImportStates.Checked)
                job.EndedAt = write.At;
            return Task.FromResult(true);
        }, stopping);
        if (state == ImportStates.Done)
            pairs.Ask(job.Owner);
    }

    /// <summary>Files hold whole lists of people: they go a week after their import, and at once with one that was never started.</summary>
    private async Task SweepAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var old = store.Clock.Now() - FilesKept;
        var gone = await db.Set<ImportJob>().AsNoTracking()
            .Where(i => i.CreatedAt < old && i.State != ImportStates.Running && db.Set<ImportPart>().Any(p => p.Owner == i.Owner && p.Import == i.Id)).Take(10).ToListAsync(stopping);
        foreach (var job in gone)
        {
            await db.WriteAsync(job.Owner, Caller.System.Did("import-file-deleted", job.Id), async _ =>
                await db.Set<ImportPart>().Where(p => p.Owner == job.Owner && p.Import == job.Id).ExecuteDeleteAsync(stopping), stopping);
        }
    }
}
