using System.Text.Json;
using RedVest.Kernel.Audit;

namespace RedVest.Kernel.Access;

/// <summary>Who asks. One a request; the program's own jobs are <see cref="System"/>.</summary>
public sealed class Caller
{
    /// <summary>user, device, operator or system; nobody before sign-in.</summary>
    public string Kind { get; private set; } = "nobody";

    /// <summary>The user's or the device's id.</summary>
    public Guid? Id { get; private set; }

    /// <summary>The owner whose rows this caller works on.</summary>
    public int Owner { get; private set; }

    public static Caller System { get; } = Of("system", null, Storage.Owners.Installation);

    public static Caller Of(string kind, Guid? id, int owner)
    {
        var caller = new Caller();
        caller.Become(kind, id, owner);
        return caller;
    }

    /// <summary>Called once by authentication.</summary>
    public void Become(string kind, Guid? id, int owner) => (Kind, Id, Owner) = (kind, id, owner);

    /// <summary>An audit entry in this caller's name.</summary>
    /// <param name="act">Past tense, kebab case.</param>
    /// <param name="subject">The record it was done to.</param>
    /// <param name="detail">An object of ids and plain values, nothing personal; null for none.</param>
    public AuditEntry Did(string act, Guid? subject = null, object? detail = null) =>
        new(Kind, Id, act, subject, detail is null ? null : JsonSerializer.Serialize(detail, JsonSerializerOptions.Web));
}
