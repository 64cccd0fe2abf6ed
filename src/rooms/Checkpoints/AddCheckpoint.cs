using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>Opens a checkpoint with its lanes, and enters it as a place. The place has the checkpoint's id: grants and postings name one thing.</summary>
public static class AddCheckpoint
{
    public const string FourShifts = "00:00,06:00,12:00,18:00";

    /// <param name="DivisionCode">12 digits, in the owner's area.</param>
    /// <param name="ShiftStarts">Local times, ascending: <see cref="FourShifts"/>.</param>
    public sealed record Request(int Owner, Guid Id, string Kind, DisplayName Name, long DivisionCode, string ShiftStarts, IReadOnlyList<NewLane> Lanes);

    /// <param name="Number">1 to 99, unique at its checkpoint.</param>
    /// <param name="Direction">in or out.</param>
    /// <param name="Category">Whom it is meant for: a category of passage, or any.</param>
    public sealed record NewLane(Guid Id, int Number, DisplayName Name, string Direction, string Category, bool IsOpen = true);

    /// <exception cref="ActRefusedException"><see cref="Refusal"/> says why.</exception>
    public static async Task RunAsync(RedVestDb db, Caller me, Request request, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(Refusal(request));
        await db.WriteAsync(request.Owner, me.Did("checkpoint-added", request.Id, new { lanes = request.Lanes.Select(l => l.Id) }), write =>
        {
            db.Add(new Place
            {
                Owner = request.Owner,
                Id = request.Id,
                Kind = "checkpoint",
                NameZh = request.Name.Zh,
                NameEn = request.Name.En,
                DivisionCode = request.DivisionCode,
            });
            db.Add(new Checkpoint
            {
                Owner = request.Owner,
                Id = request.Id,
                Kind = request.Kind,
                NameZh = request.Name.Zh,
                NameEn = request.Name.En,
                DivisionCode = request.DivisionCode,
                ShiftStarts = request.ShiftStarts,
                PlaceId = request.Id,
            });
            db.AddRange(request.Lanes.Select(l => new Lane
            {
                Owner = request.Owner,
                Id = l.Id,
                CheckpointId = request.Id,
                Number = l.Number,
                NameZh = l.Name.Zh,
                NameEn = l.Name.En,
                Direction = l.Direction,
                Category = l.Category,
                IsOpen = l.IsOpen,
            }));
            write.RaiseRevision();
            return Task.FromResult(true);
        }, cancellationToken);
    }

    /// <summary>Why it cannot be opened so; null when it can.</summary>
    public static string? Refusal(Request request) =>
        !request.Name.IsName || !request.Lanes.All(l => l.Name.IsName) ? "name-wrong"
        : !IsWord(request.Kind) || !request.Lanes.All(l => IsWord(l.Category)) ? "kind-wrong"
        : !DivisionRange.OfOwner(request.Owner).Contains(request.DivisionCode) ? "division-elsewhere"
        : ShiftTable.Parse(request.ShiftStarts) is null ? "shifts-wrong"
        : request.Lanes.Any(l => l.Direction is not (Words.In or Words.Out)) ? "direction-wrong"
        : request.Lanes.Any(l => l.Number is < 1 or > 99) || request.Lanes.DistinctBy(l => l.Number).Count() != request.Lanes.Count ? "lane-number-wrong"
        : null;

    /// <summary>The open sets are kebab-case words.</summary>
    private static bool IsWord(string word) => word.Length is > 0 and <= 32 && word.All(c => char.IsAsciiLetterLower(c) || c == '-');
}
