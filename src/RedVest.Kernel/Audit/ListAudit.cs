using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>The audit as sentences, newest first. That somebody read it stands in it too.</summary>
public static class ListAudit
{
    private const int MostRows = 200;
    private static readonly Regex Unfilled = new(@"\{\w+\}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <param name="Id">Of the entry; the <c>after</c> of what comes behind it.</param>
    /// <param name="Actor">The user's or device's; null for the program itself.</param>
    /// <param name="ActorName">A name to show; for the program a word.</param>
    /// <param name="Act">The stable word, to filter by.</param>
    /// <param name="Said">What was done, as a sentence in the reader's language; the word itself when a newer program wrote it.</param>
    /// <param name="Why">The purpose or reason that was given.</param>
    /// <param name="Subject">The record it was done to.</param>
    /// <param name="Detail">All that was kept: JSON of ids and plain values.</param>
    public sealed record Row(
        string Id, DateTimeOffset At, string ActorKind, Guid? Actor, string ActorName, string Act, string Said, string? Why, Guid? Subject, string? Detail);

    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="from">The first instant; left out: from the beginning.</param>
    /// <param name="until">The instant behind the last.</param>
    /// <param name="act">One kind of act.</param>
    /// <param name="actor">One user or device.</param>
    /// <param name="subject">One record.</param>
    /// <param name="devices">True: also what devices did, which is most of all rows.</param>
    /// <param name="access">True: who was let in: sign-ins, users and grants of this owner's people, from the book of the installation.</param>
    internal static async Task<Results<Ok<Page>, ProblemHttpResult>> HandleAsync(
        RedVestDb db, Caller me, CancellationToken cancellationToken,
        DateTimeOffset? from = null, DateTimeOffset? until = null, string? act = null, Guid? actor = null, Guid? subject = null, bool devices = false, bool access = false,
        string? after = null, int limit = 50)
    {
        if (!me.Scope.CoversOwner(me.Owner))
            return Problems.Refuse(StatusCodes.Status403Forbidden, "audit-whole-owner");
        if (AuditMark.Read(after) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        limit = Math.Clamp(limit, 1, MostRows);
        var wanted = new AuditWanted(access ? Owners.Installation : me.Owner, from, until, act, actor, subject, devices, access ? me.Owner : null);
        var rows = await AuditPageSql.PageAsync(db.Store, wanted, mark, limit + 1, cancellationToken);
        var next = rows.Count > limit ? AuditMark.Of(rows[limit - 1]).ToString() : null;
        rows = [.. rows.Take(limit)];
        await db.WriteAsync(me.Owner, me.Did("audit-read", subject, new { act, actor, devices, access, from, until, page = after is null ? 1 : 2 }), () => { }, cancellationToken);
        var names = await NamesAsync(db, rows, cancellationToken);
        return TypedResults.Ok(new Page([.. rows.Select(r => Say(r, names))], next));
    }

    /// <summary>The sentence of an act, its places filled from the detail.</summary>
    internal static string Sentence(string act, string? detail)
    {
        var said = Texts.Say("act." + act, [.. Values(detail)]);
        return said == "act." + act ? act : Unfilled.Replace(said, "—");
    }

    private static Row Say(AuditRow row, Dictionary<Guid, string> names)
    {
        var values = Values(row.Detail).ToDictionary(v => v.Name, v => v.Value as string);
        return new Row(
            AuditMark.Of(row).ToString(), row.At, row.ActorKind, row.ActorId,
            row.ActorId is { } id && names.TryGetValue(id, out var name) ? name : Texts.Say("actor." + row.ActorKind),
            row.Act, Sentence(row.Act, row.Detail), values.GetValueOrDefault("purpose") ?? values.GetValueOrDefault("reason"), row.Subject, row.Detail);
    }

    private static IEnumerable<(string Name, object? Value)> Values(string? detail)
    {
        if (detail is null)
            return [];
        using var json = JsonDocument.Parse(detail);
        return json.RootElement.ValueKind != JsonValueKind.Object ? [] : [.. json.RootElement.EnumerateObject().Select(p => (p.Name, (object?)Word(p.Value)))];
    }

    /// <summary>A list is said by its length; a word may have a text of its own.</summary>
    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String => Worded(value.GetString()!),
        JsonValueKind.Null => "—",
        _ => value.ToString(),
    };

    private static string Worded(string word) => Texts.Say("word." + word) is var said && said != "word." + word ? said : word;

    private static async Task<Dictionary<Guid, string>> NamesAsync(RedVestDb db, List<AuditRow> rows, CancellationToken cancellationToken)
    {
        var users = rows.Where(r => r.ActorKind == CallerKinds.User).Select(r => r.ActorId).OfType<Guid>().Distinct().ToArray();
        var devices = rows.Where(r => r.ActorKind == CallerKinds.Device).Select(r => r.ActorId).OfType<Guid>().Distinct().ToArray();
        var names = await db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        foreach (var device in await db.Set<Device>().AsNoTracking().Where(d => devices.Contains(d.Id)).Select(d => new { d.Id, d.Name }).ToListAsync(cancellationToken))
            names[device.Id] = device.Name;
        return names;
    }
}
