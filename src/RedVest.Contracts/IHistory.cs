namespace RedVest.Contracts;

/// <summary>
/// What a room knows of a person's or a vehicle's past. Asked by the registry when somebody opens a page with a purpose; each room answers with
/// its own sentences, in the language of the request, and only with what lies in the scope it is told.
/// </summary>
public interface IHistory
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> OfPersonAsync(HistoryQuestion about, CancellationToken cancellationToken);

    /// <inheritdoc cref="OfPersonAsync"/>
    Task<IReadOnlyList<HistoryEntry>> OfVehicleAsync(HistoryQuestion about, CancellationToken cancellationToken);
}

/// <param name="Owner">Whose rows.</param>
/// <param name="Id">The person's or the vehicle's.</param>
/// <param name="MaySee">Whether the one who asks may see a record of a place in a division.</param>
/// <param name="Most">At most so many, the newest.</param>
public sealed record HistoryQuestion(int Owner, Guid Id, Func<long, Guid?, bool> MaySee, int Most);

/// <param name="Kind">What the record is, kebab case: <c>passage</c>, <c>pass</c>, <c>custody</c>, …</param>
/// <param name="At">When it happened or began.</param>
/// <param name="Until">When it ended; null: not, or it was an instant.</param>
/// <param name="Said">One sentence in the reader's language, nobody else named in it.</param>
/// <param name="Link">The office page of the record, for example <c>/passages/…</c>; null when there is none.</param>
public sealed record HistoryEntry(string Kind, DateTimeOffset At, DateTimeOffset? Until, string Said, string? Link);
