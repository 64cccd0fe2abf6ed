using System.Text.Json;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>What kinds of callers there are; the audit keeps these words.</summary>
public static class CallerKinds
{
    public const string Nobody = "nobody";
    public const string User = "user";
    public const string Device = "device";

    /// <summary>A command on the server's own machine.</summary>
    public const string Operator = "operator";

    public const string System = "system";
}

/// <summary>Who asks. One a request; the program's own jobs are <see cref="System"/>.</summary>
public sealed class Caller
{
    /// <summary>One of <see cref="CallerKinds"/>; nobody before sign-in.</summary>
    public string Kind { get; private set; } = CallerKinds.Nobody;

    /// <summary>The user's or the device's id.</summary>
    public Guid? Id { get; private set; }

    /// <summary>The owner whose rows this caller works on. Every query says it.</summary>
    public int Owner { get; private set; }

    /// <summary>The user's grants in force; once the endpoint's policy was asked, only those that satisfy it.</summary>
    public IReadOnlyList<Grant> Grants { get; private set; } = [];

    /// <summary>How far this caller sees under the policy of the endpoint. Nothing until a policy let the caller in.</summary>
    public Scope Scope { get; private set; } = Scope.Nothing;

    /// <summary>The device that asks; null when it is none.</summary>
    public KnownDevice? Device { get; private set; }

    internal Guid? Session { get; private set; }

    internal bool MustChangePassword { get; private set; }

    public static Caller System { get; } = Of(CallerKinds.System, null, Storage.Owners.Installation);

    public static Caller Of(string kind, Guid? id, int owner)
    {
        var caller = new Caller();
        caller.Become(kind, id, owner);
        return caller;
    }

    /// <summary>Called once by authentication. The program itself and its operator see everything of their owner.</summary>
    public void Become(string kind, Guid? id, int owner)
    {
        (Kind, Id, Owner) = (kind, id, owner);
        Scope = kind is CallerKinds.System or CallerKinds.Operator ? Scope.Everything : Scope.Nothing;
    }

    internal void BecomeUser(User user, Guid session, IReadOnlyList<Grant> grants)
    {
        Become(CallerKinds.User, user.Id, user.Home);
        (Session, MustChangePassword, Grants) = (session, user.MustChangePassword, grants);
    }

    /// <summary>A device sees its own post and nothing else.</summary>
    internal void BecomeDevice(KnownDevice device)
    {
        Become(CallerKinds.Device, device.Id, device.Owner);
        Scope = new Scope([], [device.CheckpointId]);
        Device = device;
    }

    /// <summary>Keeps the grants of these roles only; several policies on one endpoint narrow one after the other.</summary>
    internal void NarrowTo(IReadOnlyList<Role> roles)
    {
        Grants = [.. Grants.Where(g => roles.Contains(g.Role))];
        Scope = Scope.Of(Grants);
    }

    /// <summary>Whether a record of this caller's owner at a place in a division lies in the caller's scope.</summary>
    public bool MaySee(long division, Guid? place) => Scope.Covers(division, place);

    /// <summary>An audit entry in this caller's name.</summary>
    /// <param name="act">Past tense, kebab case.</param>
    /// <param name="subject">The record it was done to.</param>
    /// <param name="detail">An object of ids and plain values, nothing personal; null for none.</param>
    public AuditEntry Did(string act, Guid? subject = null, object? detail = null) =>
        new(Kind, Id, act, subject, detail is null ? null : JsonSerializer.Serialize(detail, JsonSerializerOptions.Web));
}
