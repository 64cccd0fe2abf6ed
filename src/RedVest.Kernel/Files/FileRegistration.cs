using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Files;

/// <summary>Pictures that records name.</summary>
public static class FileRegistration
{
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/api/v1/files").WithTags("Files");
        files.MapPut("/{id:guid}", PutFile.HandleAsync).RequireAuthorization(Policies.Device);
        files.MapGet("/{id:guid}", GetFile.HandleAsync).RequireAuthorization(Policies.SeeCustody);
    }
}
