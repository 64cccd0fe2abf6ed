using RedVest.Kernel.Access;

namespace RedVest.Integration.Tests.Access;

/// <summary>
/// Who may call what: every endpoint of the program, with its policy or null for anybody. A new endpoint is written down here too, by a second
/// look at who should reach it.
/// </summary>
internal static class AccessTable
{
    internal static IReadOnlyDictionary<string, string?> Endpoints { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["GET /"] = null,
        ["GET /healthz"] = null,
        ["GET /readyz"] = null,
        ["GET /install"] = null,
        ["GET /ca.crt"] = null,
        ["GET /api/v1/openapi.json"] = null,

        ["GET /api/v1/setup"] = null,
        ["POST /api/v1/setup"] = Policies.Administer,

        ["POST /api/v1/sign-in"] = null,
        ["POST /api/v1/sign-out"] = Policies.SignedIn,
        ["GET /api/v1/me"] = Policies.SignedIn,
        ["POST /api/v1/me/password"] = Policies.SignedIn,

        ["GET /api/v1/users"] = Policies.Administer,
        ["POST /api/v1/users"] = Policies.Administer,
        ["POST /api/v1/users/{id}/disable"] = Policies.Administer,
        ["POST /api/v1/users/{id}/enable"] = Policies.Administer,
        ["POST /api/v1/users/{id}/password-reset"] = Policies.Administer,
        ["POST /api/v1/users/{id}/grants"] = Policies.Administer,
        ["POST /api/v1/grants/{id}/end"] = Policies.Administer,

        ["POST /api/v1/devices/enrol"] = null,
        ["POST /api/v1/devices/challenge"] = null,
        ["POST /api/v1/devices/session"] = null,
        ["GET /api/v1/devices"] = Policies.KeepDevices,
        ["POST /api/v1/devices/{id}/revoke"] = Policies.KeepDevices,
        ["POST /api/v1/enrolment-codes"] = Policies.KeepDevices,

        ["POST /api/v1/sync/push"] = null, // checks the device's session itself, before the pipeline: the hot path
        ["GET /api/v1/sync/bundle"] = Policies.Device,
        ["GET /api/v1/sync/kept"] = Policies.SeeKept,
        ["POST /api/v1/checkpoints/recognise"] = Policies.Device,

        ["GET /api/v1/posts"] = Policies.SeeBoard,
        ["POST /api/v1/posts"] = Policies.KeepPosts,
        ["PUT /api/v1/posts/{id}"] = Policies.KeepPosts,
        ["PUT /api/v1/posts/{id}/lanes/{lane}"] = Policies.KeepPosts,
        ["PUT /api/v1/posts/{id}/stations/{station}"] = Policies.KeepPosts,
        ["POST /api/v1/posts/{id}/lanes/{lane}/state"] = Policies.SignShifts,
        ["GET /api/v1/checkpoints"] = Policies.SeeBoard,
        ["GET /api/v1/checkpoints/{id}/board"] = Policies.SeeBoard,
        ["GET /api/v1/checkpoints/{id}/board/live"] = Policies.SeeBoard,
        ["GET /api/v1/checkpoints/{id}/queue"] = Policies.SeeBoard,
        ["GET /api/v1/checkpoints/queue"] = Policies.Device,
        ["POST /api/v1/checkpoints/{id}/queue/settings"] = Policies.KeepPosts,
        ["GET /api/v1/figures"] = Policies.Work,
        ["GET /api/v1/figures/{key}"] = Policies.SeeBoard,
        ["GET /api/v1/figures/{key}/records"] = Policies.SeePassages,
        ["GET /api/v1/checkpoints/{id}/passages"] = Policies.SeePassages,
        ["POST /api/v1/checkpoints/{id}/passages/find"] = Policies.FindPassages,
        ["GET /api/v1/passages/{id}"] = Policies.SeePassages,
        ["POST /api/v1/passages/{id}/corrections"] = Policies.CorrectPassages,
        ["POST /api/v1/passages/{id}/reveal"] = Policies.Reveal,
        ["GET /api/v1/checkpoints/{id}/log"] = Policies.SeeShifts,
        ["POST /api/v1/checkpoints/{id}/log"] = Policies.WriteLog,
        ["POST /api/v1/incident-clocks"] = Policies.KeepPosts,
        ["GET /api/v1/checkpoints/{id}/yard"] = Policies.SeeCustody,
        ["GET /api/v1/yard/{loop}"] = Policies.SeeCustody,
        ["POST /api/v1/yard/{loop}/records"] = Policies.KeepCustody,
        ["GET /api/v1/packs"] = Policies.Work,
        ["POST /api/v1/packs"] = Policies.KeepRules,
        ["POST /api/v1/packs/{id}/{version}/approve"] = Policies.KeepRules,
        ["GET /api/v1/packs/current"] = Policies.Work,

        ["GET /api/v1/registry/divisions"] = Policies.Work,
        ["GET /api/v1/registry/organisations"] = Policies.SeeRegistry,
        ["GET /api/v1/registry/organisations/{id}"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/organisations/{id}"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/organisations/{id}/end"] = Policies.KeepRegistry,
        ["GET /api/v1/registry/places"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/places/{id}"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/places/{id}/end"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/households/list"] = Policies.SeeRegistry,
        ["GET /api/v1/registry/households/{id}"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/households/{id}"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/households/{id}/end"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/households/{id}/members"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/households/{id}/members/leave"] = Policies.KeepRegistry,
        ["GET /api/v1/registry/people"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/people"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/people/find"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/people/{id}/open"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/people/{id}/reveal"] = Policies.Reveal,
        ["POST /api/v1/registry/people/{id}/correct"] = Policies.KeepRegistry,
        ["GET /api/v1/registry/vehicles"] = Policies.SeeRegistry,
        ["POST /api/v1/registry/vehicles"] = Policies.KeepRegistry,
        ["POST /api/v1/registry/vehicles/find"] = Policies.SeeRegistry,
        ["GET /api/v1/registry/vehicles/{id}"] = Policies.SeeRegistry,

        ["GET /api/v1/trust"] = Policies.Work,
        ["POST /api/v1/trust/import"] = Policies.Administer,
        ["POST /api/v1/trust/{id}/remove"] = Policies.Administer,
        ["GET /api/v1/duty/posts"] = Policies.SeeStaff,
        ["GET /api/v1/duty/units"] = Policies.SeeStaff,
        ["GET /api/v1/duty/secondments"] = Policies.SeeStaff,
        ["POST /api/v1/duty/secondments"] = Policies.KeepStaff,
        ["POST /api/v1/duty/secondments/{id}/move"] = Policies.KeepStaff,
        ["POST /api/v1/duty/secondments/{id}/end"] = Policies.KeepStaff,
        ["POST /api/v1/duty/secondments/{id}/contact"] = Policies.KeepStaff,
        ["POST /api/v1/drill/start"] = Policies.Operate,
    };
}
