using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RedVest.Kernel.Access;

/// <summary>Makes a user of the caller's owner, without grants, with a one-time password that is shown once.</summary>
public static class CreateUser
{
    public sealed record Request(string UserName, string Name);

    public sealed record Answer(Guid Id, string Password);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(Request request, Caller me, Accounts accounts)
    {
        if (!UserNames.IsUserName(request.UserName))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "user-name-wrong");
        if (!UserNames.IsName(request.Name))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "name-wrong");
        return await accounts.CreateAsync(me, request.UserName, request.Name.Trim(), me.Owner) is var (id, password)
            ? TypedResults.Ok(new Answer(id, password))
            : Problems.Refuse(StatusCodes.Status409Conflict, "user-name-taken");
    }
}
