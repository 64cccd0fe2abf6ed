using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Devices;

/// <summary>Makes a one-time code for a post, with the address that a phone opens and the QR picture of it.</summary>
public static class MakeEnrolmentCode
{
    public sealed record Request(Guid CheckpointId);

    /// <param name="Address">The code stands in the fragment, which no log ever sees.</param>
    /// <param name="QrSvg">The address as a QR code.</param>
    public sealed record Answer(string Code, DateTimeOffset ExpiresAt, string Address, string QrSvg);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, Caller me, EnrolmentCodes codes, ServerAddress server, IQrPictures pictures, CancellationToken cancellationToken)
    {
        if (await codes.IssueAsync(me, request.CheckpointId, Device.Lane, statedDay: null, cancellationToken) is not { } issued)
            return Problems.Refuse(StatusCodes.Status404NotFound, "place-unknown");
        var address = new Uri(server.Phones, "field/#enrol=" + issued.Code).ToString();
        return TypedResults.Ok(new Answer(issued.Code, issued.ExpiresAt, address, pictures.Svg(address)));
    }
}

/// <summary>Draws QR codes. The program brings the library for it.</summary>
public interface IQrPictures
{
    /// <returns>An SVG document.</returns>
    string Svg(string text);
}
