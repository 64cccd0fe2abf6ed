using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>Makes and finds the codes by which devices enrol: eight digits, good for fifteen minutes and one device.</summary>
public sealed class EnrolmentCodes(RedVestDb db, KeyRing keys, IPosts posts, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int Digits = 8;

    /// <param name="Code">Shown once.</param>
    public sealed record Issued(string Code, DateTimeOffset ExpiresAt);

    /// <summary>Makes a code for a post of the caller's owner inside the caller's scope.</summary>
    /// <param name="kind"><see cref="Device.Lane"/>, or <see cref="Device.Drill"/> in a demo database.</param>
    /// <param name="statedDay">Drill only: the local day whose times the device may state.</param>
    /// <returns>Null when the caller sees no such post.</returns>
    /// <exception cref="InvalidOperationException">A drill's device outside of a demo database, or without its day.</exception>
    public async Task<Issued?> IssueAsync(Caller me, Guid checkpoint, string kind, DateOnly? statedDay, CancellationToken cancellationToken)
    {
        if (await FindPostAsync(me, checkpoint, cancellationToken) is not { } post)
            return null;
        if (kind is not (Device.Lane or Device.Drill) || (kind == Device.Drill) != statedDay.HasValue)
            throw new InvalidOperationException("A drill's device has a day, a lane's has none.");
        if (kind == Device.Drill && !await db.Set<OwnerState>().AnyAsync(o => o.Owner == me.Owner && o.IsDemo, cancellationToken))
            throw new InvalidOperationException("Only a demo database takes a drill's devices.");

        var (code, hash) = await ChooseAsync(cancellationToken);
        var row = new EnrolmentCode
        {
            Owner = me.Owner,
            Id = clock.NewId(),
            Hash = hash,
            CheckpointId = post.Id,
            DivisionCode = post.DivisionCode,
            Kind = kind,
            StatedDay = statedDay,
            ExpiresAt = clock.Now() + Life,
        };
        await db.WriteAsync(me.Owner, me.Did("enrolment-code-made", row.Id, new { checkpoint, kind, statedDay }), () => db.Add(row), cancellationToken);
        return new Issued(code, row.ExpiresAt);
    }

    /// <summary>The newest code of these digits, of whatever owner. It may be spent or expired.</summary>
    internal Task<EnrolmentCode?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (code.Length != Digits || !code.All(char.IsAsciiDigit))
            return Task.FromResult<EnrolmentCode?>(null);
        return WithHash(Hash(code)).OrderByDescending(c => c.ExpiresAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<Post?> FindPostAsync(Caller me, Guid checkpoint, CancellationToken cancellationToken)
    {
        var all = await posts.OfAsync(me.Owner, cancellationToken);
        return all.FirstOrDefault(post => post.Id == checkpoint && me.MaySee(post.DivisionCode, post.Id));
    }

    /// <summary>Digits that no code still in use has.</summary>
    private async Task<(string Code, byte[] Hash)> ChooseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
            var hash = Hash(code);
            var now = clock.Now();
            if (!await WithHash(hash).AnyAsync(c => c.ExpiresAt > now, cancellationToken))
                return (code, hash);
        }
    }

    /// <summary>One look into each owner's index: a phone that enrols does not know whose it will be.</summary>
    private IQueryable<EnrolmentCode> WithHash(byte[] hash) =>
        from owner in db.Set<OwnerState>()
        join code in db.Set<EnrolmentCode>() on owner.Owner equals code.Owner
        where code.Hash == hash
        select code;

    private byte[] Hash(string code) => keys.Hash("enrolment-code", code);
}
