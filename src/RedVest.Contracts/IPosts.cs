namespace RedVest.Contracts;

/// <summary>Which posts an owner has, where devices record. Asked by the keeping of devices, answered by the checkpoint room.</summary>
public interface IPosts
{
    /// <summary>All posts of an owner; a county has a few dozen at most.</summary>
    Task<IReadOnlyList<Post>> OfAsync(int owner, CancellationToken cancellationToken);
}

/// <param name="Id">To which devices and grants refer.</param>
/// <param name="DivisionCode">The 12-digit code of the division it lies in.</param>
public sealed record Post(Guid Id, string NameZh, string NameEn, long DivisionCode);
