using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>A registration that a lane has before it. Its people become people of the registry when the lane takes it, and not before.</summary>
internal sealed class FoundRegistration
{
    private FoundRegistration(Registration row, Written written) => (Row, Written) = (row, written);

    public Registration Row { get; }

    public Written Written { get; }

    /// <summary>By exactly one of plate, document and number, at this post, as long as it may be read; the newest. Null: there is none.</summary>
    public static async Task<FoundRegistration?> Async(
        RedVestDb db, KeyRing keys, int owner, Guid checkpoint, DateTimeOffset now, string? plate, byte[]? document, string? number, CancellationToken cancellationToken)
    {
        var here = db.Set<Registration>().Where(r => r.Owner == owner && r.Checkpoint == checkpoint && r.ExpiresAt > now);
        if (plate is not null)
        {
            var hash = Registration.HashOfPlate(keys, plate);
            here = here.Where(r => r.PlateHash == hash);
        }
        else if (document is not null)
        {
            var of = db.Set<RegistrationDocument>().Where(d => d.Owner == owner && d.Hash == document);
            here = here.Where(r => of.Any(d => d.Registration == r.Id));
        }
        else
        {
            here = here.Where(r => r.Number == number);
        }

        return await here.OrderByDescending(r => r.At).FirstOrDefaultAsync(cancellationToken) is { } row ? new FoundRegistration(row, row.Open(keys)) : null;
    }

    /// <summary>In the transaction in which a lane takes it: whom the registry knows is resolved, the others are made.</summary>
    public async Task<IReadOnlyList<KnownPerson>> TakeAsync(WriteTransaction write, KeyRing keys, DateOnly today, CancellationToken cancellationToken)
    {
        var evidence = Written.People.Select(p => PersonEvidence.Of(keys, DocumentNumber.Read(p.Kind, p.Number, today), p.Name, p.Phone)).ToArray();
        var people = await PeopleBatch.ReadAsync(write, keys, [.. evidence.Select(e => e.Hash)], [], [], cancellationToken);
        var known = evidence.Select(people.Resolve).ToArray();
        people.Write();
        Row.TakenAt ??= write.At;
        return known;
    }
}
