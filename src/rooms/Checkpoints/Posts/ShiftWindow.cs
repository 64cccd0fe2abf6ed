namespace RedVest.Checkpoints.Posts;

/// <summary>
/// One shift of a post, as an interval. What belongs to it is what happened in [<see cref="From"/>, <see cref="Until"/>) by event time: the
/// last shift of a day may reach into the next, so a report day and a number do not name it.
/// </summary>
/// <param name="Day">The local day on which the shift starts.</param>
/// <param name="Number">1 to n, by the post's <see cref="ShiftTable"/>.</param>
internal sealed record ShiftWindow(DateOnly Day, int Number, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Contains(DateTimeOffset at) => From <= at && at < Until;
}
