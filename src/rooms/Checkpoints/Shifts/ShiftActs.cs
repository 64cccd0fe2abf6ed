using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Records of a change of shift that the centre writes for somebody at a desk or at a phone of the post.</summary>
internal static class ShiftActs
{
    public static async Task<Results<Created, Ok, ProblemHttpResult>> WriteAsync(
        OfficeRecords records, Caller me, string act, Guid id, string kind, Guid subject, byte[] body, Guid? officer, CancellationToken cancellationToken)
    {
        var said = await records.WriteAsync(me, act, id, kind, subject, body, cancellationToken, me.Kind == CallerKinds.Device ? officer : null);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created(),
            Outcomes.AlreadyStored => TypedResults.Ok(),
            Outcomes.WaitingFor => Problems.Refuse(StatusCodes.Status404NotFound, "not-found"),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(said.Code is "same-person" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, said.Code!, ("longest", ShiftReader.LongestText)),
        };
    }
}
