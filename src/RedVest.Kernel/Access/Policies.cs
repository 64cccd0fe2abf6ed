namespace RedVest.Kernel.Access;

/// <summary>
/// Who may do what: every endpoint names one of these policies, or says that anybody may call it; what names none is refused.
/// A policy lets a caller in; how far the caller then sees is <see cref="Caller.Scope"/>.
/// </summary>
public static class Policies
{
    /// <summary>Any user that is signed in, also one who must still change the first password: about oneself only.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Any user with a grant: words, packs, catalogues.</summary>
    public const string Work = "work";

    /// <summary>Users, grants, first set-up.</summary>
    public const string Administer = "administer";

    /// <summary>Proposing and approving rule packs.</summary>
    public const string KeepRules = "keep-rules";

    /// <summary>Enrolment codes, devices, revocation.</summary>
    public const string KeepDevices = "keep-devices";

    /// <summary>Records that devices sent and that need a person.</summary>
    public const string SeeKept = "see-kept";

    /// <summary>Checkpoints, boards, figures: counts, no persons.</summary>
    public const string SeeBoard = "see-board";

    /// <summary>Lists of passages and a passage with masked persons.</summary>
    public const string SeePassages = "see-passages";

    /// <summary>Looking a passage up by a full plate or document number, with a purpose.</summary>
    public const string FindPassages = "find-passages";

    /// <summary>Correcting a passage.</summary>
    public const string CorrectPassages = "correct-passages";

    /// <summary>Showing a masked value, with a purpose.</summary>
    public const string Reveal = "reveal";

    /// <summary>Posts, stations, lanes, gate templates.</summary>
    public const string KeepPosts = "keep-posts";

    /// <summary>Commuter passes: issuing and ending.</summary>
    public const string KeepPasses = "keep-passes";

    /// <summary>Who and what a post answers for now: held persons, samples, freight trips, with masked persons.</summary>
    public const string SeeCustody = "see-custody";

    /// <summary>Announcing and ending freight trips, next steps of held persons.</summary>
    public const string KeepCustody = "keep-custody";

    /// <summary>Shifts: reconciliation, handover, incident log.</summary>
    public const string SeeShifts = "see-shifts";

    /// <summary>Explaining differences and signing a shift.</summary>
    public const string SignShifts = "sign-shifts";

    /// <summary>Writing in a post's log, acknowledging and closing incidents: also the command room, to whom they climb.</summary>
    public const string WriteLog = "write-log";

    /// <summary>People, vehicles, households of the registry, masked.</summary>
    public const string SeeRegistry = "see-registry";

    /// <summary>Changing the registry, import.</summary>
    public const string KeepRegistry = "keep-registry";

    /// <summary>Outbreaks and restrictions: what they are, who decided, until when.</summary>
    public const string SeeOrders = "see-orders";

    /// <summary>Proposing and approving restrictions, opening, renewing and closing outbreaks; always two people.</summary>
    public const string KeepOrders = "keep-orders";

    /// <summary>Who works where.</summary>
    public const string SeeStaff = "see-staff";

    /// <summary>Seconding people to posts.</summary>
    public const string KeepStaff = "keep-staff";

    /// <summary>Files with rows of records.</summary>
    public const string Export = "export";

    /// <summary>The audit as sentences.</summary>
    public const string SeeAudit = "see-audit";

    /// <summary>An enrolled device with a session.</summary>
    public const string Device = "device";

    /// <summary>A command on the server's own machine.</summary>
    public const string Operate = "operate";

    private const Role Administrator = Role.Administrator;
    private const Role Headquarters = Role.Headquarters;
    private const Role PostHead = Role.PostHead;
    private const Role ShiftLeader = Role.ShiftLeader;
    private const Role LaneOfficer = Role.LaneOfficer;
    private const Role Auditor = Role.Auditor;

    /// <summary>The table. A place-bound role is let in for its place, a division-bound one for its division.</summary>
    public static IReadOnlyDictionary<string, Admission> Table { get; } = new Dictionary<string, Admission>
    {
        [SignedIn] = new([]) { AnyUser = true },
        [Work] = new([Administrator, Headquarters, PostHead, ShiftLeader, LaneOfficer, Auditor]),
        [Administer] = new([Administrator]) { Operator = true },
        [KeepRules] = new([Administrator, Headquarters]),
        [KeepDevices] = new([Administrator, Headquarters, PostHead, ShiftLeader]) { Operator = true },
        [SeeKept] = new([Headquarters, PostHead, ShiftLeader, Auditor]),
        [SeeBoard] = new([Administrator, Headquarters, PostHead, ShiftLeader, LaneOfficer, Auditor]) { Operator = true },
        [SeePassages] = new([Headquarters, PostHead, ShiftLeader, Auditor]) { Operator = true },
        [FindPassages] = new([Headquarters, PostHead, ShiftLeader]),
        [CorrectPassages] = new([PostHead, ShiftLeader]),
        [Reveal] = new([Headquarters, PostHead, ShiftLeader]),
        [KeepPosts] = new([Administrator, Headquarters, PostHead]),
        [KeepPasses] = new([Headquarters, PostHead]),
        [SeeCustody] = new([Headquarters, PostHead, ShiftLeader, Auditor]) { Operator = true },
        [KeepCustody] = new([Headquarters, PostHead, ShiftLeader]),
        [SeeShifts] = new([Headquarters, PostHead, ShiftLeader, Auditor]) { Operator = true },
        [SignShifts] = new([PostHead, ShiftLeader]),
        [WriteLog] = new([Headquarters, PostHead, ShiftLeader]),
        [SeeRegistry] = new([Headquarters, Auditor]),
        [KeepRegistry] = new([Headquarters]),
        [SeeOrders] = new([Headquarters, Auditor]),
        [KeepOrders] = new([Headquarters]),
        [SeeStaff] = new([Headquarters, PostHead, ShiftLeader, Auditor]) { Operator = true },
        [KeepStaff] = new([Headquarters, PostHead]),
        [Export] = new([Headquarters, PostHead]),
        [SeeAudit] = new([Headquarters, Auditor]),
        [Device] = new([]) { Device = true },
        [Operate] = new([]) { Operator = true },
    };
}
