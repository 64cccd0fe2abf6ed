using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Kernel.Access;

/// <summary>What a person is in the response. What each may do stands in <see cref="Policies"/>.</summary>
[JsonConverter(typeof(RoleJson))]
public enum Role
{
    /// <summary>Keeps users, grants and devices; sees counts, no records of persons.</summary>
    Administrator,

    /// <summary>The command room.</summary>
    Headquarters,

    /// <summary>Answers for a checkpoint or site.</summary>
    PostHead,

    /// <summary>Answers for a checkpoint or site during a shift.</summary>
    ShiftLeader,

    /// <summary>Works at a lane. The lane's records come from devices; at a desk this role sees the board.</summary>
    LaneOfficer,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
}

/// <summary>What a grant's <c>scope</c> names.</summary>
[JsonConverter(typeof(ScopeKindJson))]
public enum ScopeKind
{
    /// <summary>A division code: the division and all below it.</summary>
    Division,

    /// <summary>A checkpoint or site.</summary>
    Place,

    /// <summary>An organisation or team and all below it.</summary>
    Organisation,

    /// <summary>A list of tasks.</summary>
    Task,
}

internal sealed class RoleJson() : JsonStringEnumConverter<Role>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

internal sealed class ScopeKindJson() : JsonStringEnumConverter<ScopeKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
