using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RedVest.Kernel.Access;
using RedVest.Kernel.Batching;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>
/// <c>POST /api/v1/sync/push</c> (protocol §4), the hot path. It checks its token itself and skips the pipeline's sign-in: who the device is and
/// whether it was revoked is decided in the batch, with the state the batch has read, so a lone read per request is saved.
/// </summary>
internal sealed class PushEndpoint(
    Batcher<Push, PushAnswer> batcher, PushWork work, DeviceDirectory devices, SessionTokens sessions, Tickets tickets, TimeProvider clock)
{
    private const string SignatureHeader = "X-RedVest-Signature";

    public async Task HandleAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        if (sessions.Verify(Bearer(context.Request)) is not SessionCheck.Good { Claims: var session })
        {
            await Problems.Refuse(StatusCodes.Status401Unauthorized, "session-expired").ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (await devices.LastKnownAsync(session.Owner, session.DeviceId, cancellation).ConfigureAwait(false) is not { } device)
        {
            await Problems.Refuse(StatusCodes.Status401Unauthorized, "session-expired").ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(context.Request, cancellation).ConfigureAwait(false);
        try
        {
            var push = Read(body, session, device, context.Request.Headers[SignatureHeader].ToString());
            var answer = await batcher.SubmitAsync(session.Owner, push, Math.Max(1, push.Records.Count), cancellation).ConfigureAwait(false);
            await AnswerAsync(context, answer).ConfigureAwait(false);
        }
        catch (PushException wrong)
        {
            var status = wrong.Code == "signature-wrong" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
            await Problems.Refuse(status, wrong.Code).ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private Push Read(byte[] body, SessionClaims session, KnownDevice device, string signature)
    {
        var signed = signature.Length > 0 && DeviceKeys.HasSigned(device.PublicKey, body, signature);
        if (signature.Length > 0 && !signed)
            throw new PushException("signature-wrong");
        var said = PushReader.Read(body, session.DeviceId);
        foreach (var record in said.Records)
        {
            if (record.Refusal is null && work.RoomOf(record.Kind) is { } room)
                room.Parse(session.Owner, record);
            else
                record.Refusal ??= "kind-unknown";
        }

        return new Push(said.Id, session.Owner, session.DeviceId, said.Epoch, [.. said.Anchors.Select(a => Believe(a, device)).OfType<Anchor>()],
            said.Records, session.IssuedAt, signed, clock.Now());
    }

    /// <summary>An anchor counts only with a ticket of ours; a drill device may state a time inside the day it was given.</summary>
    private Anchor? Believe(PushReader.AnchorSaid said, KnownDevice device)
    {
        var stated = said.Stated is { } time && time >= device.StatedFrom && time < device.StatedTo ? time.ToUniversalTime() : (DateTimeOffset?)null;
        return (said.Ticket is null ? stated : tickets.Verify(said.Ticket)) is { } at ? new Anchor(said.Life, at, said.Mono, said.Wall) : null;
    }

    private async Task AnswerAsync(HttpContext context, BatchAnswer<PushAnswer> answer)
    {
        if (answer.IsBusy)
        {
            var seconds = (int)Math.Ceiling(answer.RetryAfter.TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await Problems.Refuse(StatusCodes.Status503ServiceUnavailable, "server-busy", ("seconds", seconds)).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (answer.Outcome.Refusal is { } refusal)
        {
            await Problems.Refuse(StatusCodes.Status401Unauthorized, refusal).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true }))
            Write(writer, answer.Outcome);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter writer, PushAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("epoch"u8, answer.Epoch);
        writer.WriteString("ticket"u8, tickets.Issue());
        writer.WriteNumber("revision"u8, answer.Revision);
        writer.WriteNumber("contiguous"u8, answer.Numbers.Contiguous);
        writer.WriteStartArray("gaps"u8);
        foreach (var (from, to) in answer.Numbers.Gaps)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(to);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("outcomes"u8);
        foreach (var result in answer.Results)
            Write(writer, result);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, RecordResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, result.Record.Id);
        writer.WriteString("outcome"u8, result.Answer.Outcome);
        writer.WriteString("code"u8, result.Answer.Code);
        writer.WriteString("detail"u8, result.Answer.Detail);
        writer.WriteString("eventTime"u8, InstantConverter.Write(result.EventTime));
        writer.WriteBoolean("estimated"u8, result.Estimated);
        writer.WritePropertyName("answer"u8);
        if (result.Answer.Answer is { } said)
            work.RoomOf(result.Record.Kind)!.WriteAnswer(writer, said);
        else
            writer.WriteNullValue();
        writer.WriteEndObject();
    }

    private static string Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var said && said.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? said[7..] : "";

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
