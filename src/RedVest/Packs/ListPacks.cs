using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;

namespace RedVest.Packs;

/// <summary>All packs with their signers, and those that came with the program and could be proposed.</summary>
public static class ListPacks
{
    /// <param name="Shipped">Those of the program that may be in force here now.</param>
    public sealed record Answer(IReadOnlyList<Row> Rows, IReadOnlyList<ShippedPack> Shipped);

    /// <param name="State">proposed: waits for a second person; future; effective: its time is now; ended; unusable: broken signatures, or not for this program.</param>
    /// <param name="Doubts">How many of its statements are marked doubtful.</param>
    public sealed record Row(
        string Id, int Version, string State, Wording? Disease, IReadOnlyList<string> Area, DateTimeOffset EffectiveFrom, DateTimeOffset? Until, int Rules, int Doubts, string Sha256,
        PackSigner? Owner, PackSigner? Approver);

    public sealed record ShippedPack(string Id, int Version, Wording Disease, IReadOnlyList<string> Area, string Source);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, PackSeals seals, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var known = await PackList.ReadAsync(db, seals, cancellationToken);
        var shipped = ShippedPacks.At(now, me.Owner == Owners.Installation ? null : me.Owner)
            .Where(one => !known.Any(k => k.Id == one.Pack.Id && k.Version == one.Pack.Version))
            .Select(one => new ShippedPack(one.Pack.Id, one.Pack.Version, one.Pack.Disease, one.Pack.Area, one.Pack.Source));
        return TypedResults.Ok(new Answer([.. known.Select(pack => Show(pack, now))], [.. shipped]));
    }

    private static Row Show(KnownPack pack, DateTimeOffset now) => new(
        pack.Id, pack.Version, StateOf(pack, now), pack.Rules?.Disease, pack.Rules?.Area ?? [], pack.DecidesFrom ?? pack.EffectiveFrom, pack.Rules?.Until,
        pack.Rules?.Rules.Count ?? 0, pack.Rules?.Doubts.Count() ?? 0, pack.Sha256, pack.Owner, pack.Approver);

    private static string StateOf(KnownPack pack, DateTimeOffset now) => pack switch
    {
        { Rules: null } or { Owner: null } or { IsBroken: true } => "unusable",
        { Approver: null } => "proposed",
        { DecidesFrom: null } => "unusable",
        { DecidesFrom: { } from } when from > now => "future",
        _ when pack.Rules.Until <= now => "ended",
        _ => "effective",
    };
}
