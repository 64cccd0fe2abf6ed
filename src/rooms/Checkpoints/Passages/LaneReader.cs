using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>A body that no state can make right, with its stable code.</summary>
internal sealed class BodyException(string code) : Exception(code)
{
    public string Code => Message;
}

/// <summary>
/// Reads and checks bodies. What is merely unusual (a plate, a document) is taken and flagged; refused is only what cannot be true or
/// cannot be kept.
/// </summary>
internal sealed class LaneReader(KeyRing keys, LaneCodes codes, TimeProvider clock)
{
    private const int MaxOccupants = 100; // a coach
    private const int LowestTenths = 300;
    private const int HighestTenths = 450;
    private const int LongestWord = 32;
    internal const int LongestText = 1000;
    private static readonly DateTimeOffset EarliestTest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="BodyException">With the code of the refusal.</exception>
    public LaneContent Read(int owner, Guid id, string kind, ReadOnlySpan<byte> body)
    {
        var typed = Parse(kind, body);
        var sealedBody = keys.Encrypt("checkpoints_event", "body", id, owner, body);
        if (typed is not CheckStartedBody check)
        {
            if (typed is VerdictBody verdict)
                Check(verdict);
            if (typed is QueueBody { Length: < 0 or > 10_000 })
                throw new BodyException("queue-impossible");
            if (typed is LaneStateBody state)
                Short(state.Reason, LongestText);
            if (typed is CorrectionBody correction)
                Check(correction);
            if (typed is ArrivedBody { Plate: { } arrived })
                Short(arrived, LongestWord);
            return new LaneContent(typed, LaneContent.NoEvidence, null, sealedBody);
        }

        Check(check);
        var plate = check.Vehicle is { PlateUnreadable: false, Plate: { Length: > 0 } said } ? Plate.Read(said) : null;
        return new LaneContent(check, Evidence(check), plate, sealedBody) { Codes = CodesOf(owner, check) };
    }

    /// <summary>An event's body with a correction's changes laid over it, member by member of its top level.</summary>
    public static byte[] Corrected(ReadOnlySpan<byte> body, JsonElement changes)
    {
        var merged = JsonNode.Parse(body)!.AsObject();
        foreach (var change in changes.EnumerateObject())
            merged[change.Name] = JsonNode.Parse(change.Value.GetRawText());
        return JsonSerializer.SerializeToUtf8Bytes(merged, JsonOptions);
    }

    /// <summary>Decrypts a stored event's body.</summary>
    public byte[] Open(LaneEvent stored) => keys.Decrypt("checkpoints_event", "body", stored.Id, stored.Owner, stored.Body);

    private static readonly JsonSerializerOptions JsonOptions = new() { MaxDepth = 16 };

    private static LaneBody Parse(string kind, ReadOnlySpan<byte> body)
    {
        try
        {
            LaneBody? typed = kind switch
            {
                Kinds.Arrived => JsonSerializer.Deserialize(body, BodyJson.Default.ArrivedBody),
                Kinds.CheckStarted => JsonSerializer.Deserialize(body, BodyJson.Default.CheckStartedBody),
                Kinds.Verdict => JsonSerializer.Deserialize(body, BodyJson.Default.VerdictBody),
                Kinds.Left => JsonSerializer.Deserialize(body, BodyJson.Default.LeftBody),
                Kinds.Correction => JsonSerializer.Deserialize(body, BodyJson.Default.CorrectionBody),
                Kinds.Queue => JsonSerializer.Deserialize(body, BodyJson.Default.QueueBody),
                Kinds.LaneState => JsonSerializer.Deserialize(body, BodyJson.Default.LaneStateBody),
                _ => throw new BodyException("kind-unknown"),
            };
            return typed ?? throw new BodyException("body-wrong");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new BodyException("body-wrong"); // also half characters in a text
        }
    }

    private void Check(CheckStartedBody check)
    {
        Short(check.Direction, 16);
        Short(check.Category, LongestWord);
        Short(check.Gate?.Id, GateTemplate.LongestId);
        Short(check.Vehicle?.Plate, LongestWord);
        Short(check.Vehicle?.PlateColour, 16);
        Short(check.Vehicle?.Kind, LongestWord);
        if (check.Occupants.Count > MaxOccupants || check.Occupants.DistinctBy(o => o.N).Count() != check.Occupants.Count || check.Occupants.Any(o => o.N is < 1 or > MaxOccupants))
            throw new BodyException("occupants-wrong");
        foreach (var occupant in check.Occupants)
            Check(occupant);
    }

    private void Check(OccupantSaid occupant)
    {
        Short(occupant.Role, LongestWord);
        Short(occupant.Way, LongestWord);
        Short(occupant.HealthCode, LongestWord);
        Short(occupant.Itinerary, LongestWord);
        Short(occupant.Visitor, LongestWord);
        if (occupant.Companions is < 0 or > MaxOccupants || occupant.Answers?.Count > GateTemplate.MostItems)
            throw new BodyException("occupants-wrong");
        Short(occupant.Document?.Kind, LongestWord);
        Short(occupant.Document?.Number, LongestText);
        Short(occupant.Phone, 64);
        Short(occupant.Note, LongestText);
        if (occupant.Name is { Length: > 0 } name && PersonName.FaultOf(name) is not null)
            throw new BodyException("name-wrong");
        if (occupant.TemperatureTenths is < LowestTenths or > HighestTenths)
            throw new BodyException("temperature-impossible");
        var latest = clock.GetUtcNow().AddHours(24); // a phone's clock may be off, a year is not
        if (occupant.Test is { } test && (IsImpossible(test.SampledAt, latest) || IsImpossible(test.ReportedAt, latest)))
            throw new BodyException("time-impossible");
    }

    private static bool IsImpossible(DateTimeOffset? at, DateTimeOffset latest) => at < EarliestTest || at > latest;

    private static void Check(VerdictBody verdict)
    {
        if (!Verdicts.IsKnown(verdict.Given) || verdict.Occupants.Any(o => !Verdicts.IsKnown(o.Given)))
            throw new BodyException("verdict-unknown");
        if (verdict.Occupants.DistinctBy(o => o.N).Count() != verdict.Occupants.Count || verdict.Occupants.Any(o => o.N is < 1 or > MaxOccupants))
            throw new BodyException("occupants-wrong");
        Short(verdict.Reason, LongestText);
        foreach (var occupant in verdict.Occupants)
            Short(occupant.Reason, LongestText);
        if (!verdict.Emergency && verdict.ShownProposal is { } shown && shown.Verdict != verdict.Given && string.IsNullOrWhiteSpace(verdict.Reason)
            && !verdict.Occupants.Any(o => !string.IsNullOrWhiteSpace(o.Reason)))
            throw new BodyException("reason-missing");
    }

    private static void Check(CorrectionBody correction)
    {
        if (correction.Changes.ValueKind != JsonValueKind.Object || string.IsNullOrWhiteSpace(correction.Reason))
            throw new BodyException("body-wrong");
        Short(correction.Reason, LongestText);
    }

    private Dictionary<int, PersonEvidence> Evidence(CheckStartedBody check)
    {
        var evidence = new Dictionary<int, PersonEvidence>(check.Occupants.Count);
        var now = clock.GetUtcNow();
        foreach (var occupant in check.Occupants)
        {
            if (occupant.Document is not { Number.Length: > 0 } said)
                continue;
            var document = DocumentNumber.Read(said.Kind, said.Number, DateOnly.FromDateTime(now.UtcDateTime));
            evidence.Add(occupant.N, PersonEvidence.Of(keys, document, occupant.Name, occupant.Phone));
        }

        return evidence;
    }

    private Dictionary<int, OpenedCode> CodesOf(int owner, CheckStartedBody check)
    {
        var opened = new Dictionary<int, OpenedCode>();
        foreach (var occupant in check.Occupants)
        {
            if (!string.IsNullOrWhiteSpace(occupant.Code))
                opened.Add(occupant.N, codes.Open(owner, occupant.Code));
        }

        return opened;
    }

    private static void Short(string? text, int longest)
    {
        if (text?.Length > longest)
            throw new BodyException("text-too-long");
    }
}
