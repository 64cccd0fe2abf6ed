using System.Text.Json;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>The records of this room as the sync push brings them.</summary>
internal sealed class LaneRecords(LaneReader reader, OwnerBooks books, KeyRing keys, FindDoubts doubts) : IRecordRoom
{
    public string Prefix => Kinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        try
        {
            record.Content = reader.Read(owner, record.Id, record.Kind, record.Body.Span);
        }
        catch (BodyException wrong)
        {
            record.Refusal ??= wrong.Code;
        }
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => JsonSerializer.Serialize(writer, (ProposalSaid)answer, BodyJson.Default.ProposalSaid);

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        // The passages first: on PostgreSQL this locks them, so that no event of theirs comes between the events read next and the fold of these.
        var passages = await ReadPassagesAsync(write, [.. records.Where(r => !Kinds.IsOfLane(r.Kind)).Select(r => r.Subject).Distinct()], cancellationToken)
            .ConfigureAwait(false);
        var corrections = await Corrections.ReadAsync(write, reader, records, cancellationToken).ConfigureAwait(false);
        var contents = records.Select(r => (LaneContent)r.Content!).Concat(corrections.Contents).ToList();
        var passes = new KnownPasses();
        var shown = LanePasses.ShownIn(contents).ToArray();
        await passes.ReadAsync(write, shown, cancellationToken).ConfigureAwait(false);
        var people = await PeopleBatch.ReadAsync(
            write,
            keys,
            [.. contents.SelectMany(c => c.Evidence.Values).Select(e => e.Hash)],
            [.. passages.Values.SelectMany(p => p.Occupants.Values).Select(o => o.Person)
                .Concat(contents.Select(c => c.Body).OfType<CheckStartedBody>().SelectMany(b => b.Occupants).Select(o => o.Person))
                .OfType<Guid>().Concat(shown.Select(id => passes.ById(id)?.Person).OfType<Guid>()).Distinct()],
            [.. contents.Where(c => c.Plate is not null).Select(c => c.Plate!.Text).Distinct()],
            cancellationToken).ConfigureAwait(false);
        await passes.ReadAsync(write, people.Met.SelectMany(p => p.Standing).Where(s => s.Facet == KnownPasses.Facet).Select(s => s.Source), cancellationToken)
            .ConfigureAwait(false);
        var trips = await KnownTrips.ReadAsync(write, contents, cancellationToken).ConfigureAwait(false);
        var loops = await YardOffers.ReadAsync(write, records, passages, corrections, cancellationToken).ConfigureAwait(false);
        return new LaneBatch(write, book, people, passes, trips, passages, corrections, loops, doubts);
    }

    private static async ValueTask<Dictionary<Guid, PassageFold>> ReadPassagesAsync(
        WriteTransaction write, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        var passages = new Dictionary<Guid, PassageFold>(subjects.Count);
        await PassagesSql.ReadPassagesAsync(
            write,
            subjects,
            row =>
            {
                var passage = PassagesSql.ReadPassage(row);
                passages.Add(passage.Id, new PassageFold { Row = passage });
            },
            row =>
            {
                var occupant = PassagesSql.ReadOccupant(row);
                passages[occupant.Passage].Occupants.Add(occupant.N, occupant);
            },
            cancellationToken).ConfigureAwait(false);
        return passages;
    }
}
