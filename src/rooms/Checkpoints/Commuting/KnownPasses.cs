using System.Data.Common;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Commuting;

/// <summary>A pass as a batch needs it.</summary>
internal sealed record KnownPass(Guid Id, Guid Person, string Number, PassTerms Terms);

/// <summary>
/// The passes a batch meets. That somebody has one is a facet of their standing (<see cref="Facet"/>), read with the person; the row is read by its
/// id, and only for those who have one.
/// </summary>
internal sealed class KnownPasses
{
    /// <summary>Value: the kept state; source: the pass.</summary>
    public const string Facet = "pass";

    private const string Columns = "select id, person, number, state, valid_from, valid_to, posts, conditions from checkpoints_pass where owner = $1 and id";

    private readonly Dictionary<Guid, KnownPass> _byId = [];

    public KnownPass? ById(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The person's own pass, the newest; null when they have none.</summary>
    public KnownPass? Of(KnownPerson person)
    {
        foreach (var facet in person.Standing)
        {
            if (facet.Facet == Facet)
                return ById(facet.Source);
        }

        return null;
    }

    /// <summary>Reads those not read yet; nothing is asked when there are none.</summary>
    public async ValueTask ReadAsync(WriteTransaction write, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var missing = ids.Distinct().Where(id => !_byId.ContainsKey(id)).ToArray();
        if (missing.Length == 0)
            return;
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(Columns + " in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(missing)), Take);
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(Columns + " = any($2)", write.Owner, missing), Take)).ConfigureAwait(false);
    }

    /// <summary>What a pass of ours is to whoever shows it at a post.</summary>
    public static HeldPass Held(KnownPass pass, Guid? shownBy, Guid checkpoint, OwnerBook book, DateTimeOffset at) => new(
        pass.Id,
        pass.Number,
        shownBy is { } person && person != pass.Person ? PassStates.OtherPerson : pass.Terms.StateAt(checkpoint, at, book.State.UtcOffsetMinutes),
        pass.Terms.To,
        pass.Terms.Conditions);

    private void Take(DbDataReader row)
    {
        var posts = row.GetString(6).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToArray();
        var terms = new PassTerms(row.GetString(3), row.GetDay(4), row.GetDay(5), posts, CommuterPass.ReadConditions(row.GetString(7)));
        _byId[row.GetId(0)] = new KnownPass(row.GetId(0), row.GetId(1), row.GetString(2), terms);
    }
}
