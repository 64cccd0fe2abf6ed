using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>
/// Once a second chains each owner's new feed rows: a Merkle root over them, the hash of the seal before, and a signature with a key that
/// lies outside the database. Several nodes may seal: the seal's number is a unique key, and the loser has nothing to do.
/// </summary>
internal sealed class Sealer(Store store, SigningKeys keys, TimeProvider clock, ILogger<Sealer> log) : BackgroundService
{
    /// <summary>Feed rows in one seal; more wait for the next.</summary>
    internal const int LongestRange = 10_000;

    private const string Insert = """
        insert into kernel_seal (owner, number, first, last, at, root, previous, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private static readonly byte[] NoPrevious = new byte[32];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _ = keys.Seal; // a damaged key stops the start, not the thousandth second
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Seals the last second's rows: of a server that was stopped in order nothing is unsealed, however late somebody verifies.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SealAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            log.LogError("Sealing at the end failed with {Exception}; the next start does it.", broken.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await WaitAsync(everySecond, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await SealAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                // The rows stay unsealed and are taken with the next second's; audit verify tells when that lasts.
                log.LogError("Sealing failed with {Exception}; it is tried again.", broken.GetType().Name);
            }
        }
    }

    /// <summary>Seals what is unsealed, one range an owner.</summary>
    /// <returns>How many seals were made here.</returns>
    internal async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var unsealed = await db.Set<OwnerState>().AsNoTracking()
            .Select(o => new { o.Owner, o.FeedNumber, Sealed = db.Set<Seal>().Where(s => s.Owner == o.Owner).OrderByDescending(s => s.Number).Select(s => s.Last).FirstOrDefault() })
            .Where(o => o.FeedNumber > o.Sealed)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var made = 0;
        foreach (var owner in unsealed)
        {
            if (await SealOwnerAsync(db, owner.Owner, cancellationToken).ConfigureAwait(false))
                made++;
        }

        return made;
    }

    private async Task<bool> SealOwnerAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var last = await db.Set<Seal>().AsNoTracking().Where(s => s.Owner == owner).OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var from = (last?.Last ?? 0) + 1;
        var rows = await db.Set<FeedRow>().AsNoTracking()
            .Where(f => f.Owner == owner && f.Number >= from && f.Number < from + LongestRange)
            .OrderBy(f => f.Number).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0 || rows[0].Number != from || rows[^1].Number != from + rows.Count - 1)
            return false; // sealed by another node meanwhile; or rows are missing, which no seal may cover up

        await using var write = await store.BeginAsync(owner, WriteLane.Job, cancellationToken).ConfigureAwait(false);
        var seal = Sign(new Seal(
            owner,
            (last?.Number ?? 0) + 1,
            from,
            rows[^1].Number,
            write.At,
            Merkle.Root([.. rows.Select(r => r.ComputeLeaf())]),
            last is null ? NoPrevious : Seals.Hash(last),
            keys.Seal.KeyId,
            []));
        try
        {
            await InsertAsync(write, seal, cancellationToken).ConfigureAwait(false);
            await write.CommitWithoutFeedAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbException lost) when (Races.WasLost(lost))
        {
            return false;
        }
    }

    private Seal Sign(Seal seal) => seal with { Signature = keys.Seal.Sign(Seals.Content(seal)) };

    private static async Task InsertAsync(WriteTransaction write, Seal seal, CancellationToken cancellationToken)
    {
        object[] values = [seal.Owner, seal.Number, seal.First, seal.Last, seal.At, seal.Root, seal.Previous, seal.KeyId, seal.Signature];
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            write.Sqlite(Insert).Set(values).ExecuteNonQuery();
            return;
        }

        await using var command = new NpgsqlCommand(Insert, write.Postgres);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
