using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>
/// Enrols a device by a one-time code (docs/protocol.md §1). Of several that bring one code the unique key lets one in. The same key sent
/// again with the same code, because the answer was lost on the road, gets the same answer.
/// </summary>
public static class EnrolDevice
{
    private const string Guessing = "enrolment-code";

    /// <summary>Wrong codes from one address in ten minutes.</summary>
    internal const int MostGuesses = 20;

    public sealed record Request(string Code, string Name, string PublicKey);

    public sealed record Answer(Guid DeviceId, int Owner, Guid CheckpointId, string ServerKey, int Epoch, string Ticket);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext context, RedVestDb db, EnrolmentCodes codes, Guesses guesses, SigningKeys keys, Tickets tickets, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (DeviceKeys.Read(request.PublicKey) is not { } publicKey)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "public-key-wrong");
        if (!UserNames.IsName(request.Name))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "name-wrong");
        if (guesses.WaitFor(context, Guessing, MostGuesses) is > 0 and var wait)
            return OpenSession.TooMany(context, wait);

        while (true)
        {
            var code = await codes.FindAsync(request.Code, cancellationToken);
            var spentBy = code is null
                ? null
                : await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(d => d.Owner == code.Owner && d.Code == code.Id, cancellationToken);
            switch (Decide(code, spentBy, publicKey, clock.Now()))
            {
                case Decision.Refuse(var problem):
                    guesses.CountWrong(context, Guessing);
                    return Problems.Refuse(StatusCodes.Status403Forbidden, problem);
                case Decision.AlreadyHere(var device):
                    return TypedResults.Ok(await AnswerAsync(device, db, keys, tickets, cancellationToken));
                case Decision.Enrol(var by):
                    var enrolled = Make(by, request.Name.Trim(), publicKey, clock);
                    if (await TryAddAsync(db, enrolled, cancellationToken))
                        return TypedResults.Ok(await AnswerAsync(enrolled, db, keys, tickets, cancellationToken));
                    break; // somebody else was faster: look again
                default:
                    throw new InvalidOperationException("Unknown decision.");
            }
        }
    }

    internal static Decision Decide(EnrolmentCode? code, Device? spentBy, byte[] publicKey, DateTimeOffset now) => (code, spentBy) switch
    {
        (null, _) => new Decision.Refuse("enrolment-code-wrong"),
        _ when code.ExpiresAt <= now => new Decision.Refuse("enrolment-code-expired"),
        (_, null) => new Decision.Enrol(code),
        _ when spentBy.PublicKey.AsSpan().SequenceEqual(publicKey) => new Decision.AlreadyHere(spentBy),
        _ => new Decision.Refuse("enrolment-code-wrong"),
    };

    private static Device Make(EnrolmentCode by, string name, byte[] publicKey, TimeProvider clock) => new()
    {
        Owner = by.Owner,
        Id = clock.NewId(),
        Name = name,
        CheckpointId = by.CheckpointId,
        DivisionCode = by.DivisionCode,
        Code = by.Id,
        Kind = by.Kind,
        PublicKey = publicKey,
        EnrolledAt = clock.Now(),
        StatedDay = by.StatedDay,
    };

    /// <returns>False when another device has spent the code meanwhile.</returns>
    private static async Task<bool> TryAddAsync(RedVestDb db, Device device, CancellationToken cancellationToken)
    {
        var act = Caller.Of(CallerKinds.Device, device.Id, device.Owner).Did("device-enrolled", device.Id, new { checkpoint = device.CheckpointId, code = device.Code });
        try
        {
            await db.WriteAsync(device.Owner, act, write =>
            {
                db.Add(device);
                write.RaiseRevision(); // every node learns of it before its next batch
                return Task.FromResult(true);
            }, cancellationToken);
            return true;
        }
        catch (DbUpdateException lost) when (Races.WasLost(lost))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private static async Task<Answer> AnswerAsync(Device device, RedVestDb db, SigningKeys keys, Tickets tickets, CancellationToken cancellationToken)
    {
        var epoch = await db.Set<OwnerState>().Where(o => o.Owner == device.Owner).Select(o => o.Epoch).SingleAsync(cancellationToken);
        return new Answer(device.Id, device.Owner, device.CheckpointId, Base64Url.EncodeToString(keys.Bundle.PublicKey), epoch, tickets.Issue());
    }

    internal abstract record Decision
    {
        internal sealed record Enrol(EnrolmentCode By) : Decision;

        internal sealed record AlreadyHere(Device Device) : Decision;

        internal sealed record Refuse(string Problem) : Decision;
    }
}
