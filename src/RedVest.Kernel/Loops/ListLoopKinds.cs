using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RedVest.Kernel.Loops;

/// <summary>What kinds of loops there are, with their words in both languages: a board shows a new room's loops without knowing it.</summary>
public static class ListLoopKinds
{
    public sealed record Answer(IReadOnlyList<Row> Rows);

    /// <param name="EndsAtBoard">The ends that may be said at the board; empty: it is dealt with where its room does it.</param>
    public sealed record Row(
        string Name, Word Said, IReadOnlyList<Word> Stages, IReadOnlyList<Word> Nexts, IReadOnlyList<Word> Givens, IReadOnlyList<Word> Ends, IReadOnlyList<string> EndsAtBoard,
        IReadOnlyList<EscalationStep> Escalation);

    public sealed record Word(string Code, string Zh, string En);

    internal static Ok<Answer> Handle(LoopKinds kinds) => TypedResults.Ok(new Answer([.. kinds.All.Select(k => new Row(
        k.Name, Say("kind", k.Name), Say("stage", k.Stages), Say("next", k.Nexts), Say("given", k.Givens), Say("end", k.Ends), k.EndsAtBoard, k.Escalation))]));

    private static List<Word> Say(string of, IReadOnlyList<string> words) => [.. words.Select(w => Say(of, w))];

    private static Word Say(string of, string word) => new(
        word, Texts.Say($"loop.{of}.{word}", CultureInfo.GetCultureInfo("zh-Hans")), Texts.Say($"loop.{of}.{word}", CultureInfo.GetCultureInfo("en")));
}
