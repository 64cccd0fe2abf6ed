namespace RedVest.Kernel.Storage;

/// <summary>What the audit will say of a write: who did what to what. Written as a row in the transaction it describes.</summary>
/// <param name="ActorKind">user, device, system or operator.</param>
/// <param name="ActorId">The user or device; null for the program itself.</param>
/// <param name="Act">What was done, past tense, kebab case: <c>user-created</c>.</param>
/// <param name="Subject">The record it was done to.</param>
/// <param name="Detail">JSON text of ids and plain values. Nothing personal.</param>
public sealed record AuditEntry(string ActorKind, Guid? ActorId, string Act, Guid? Subject, string? Detail);
