using RedVest.Checkpoints.Posts;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Custody;

/// <summary>How a loop ended, in the reader's language.</summary>
internal static class LoopEnds
{
    /// <summary>A reason of a newer app is shown as it is.</summary>
    public static string Say(DateTimeOffset? endedAt, string? reason)
    {
        if (endedAt is null)
            return Texts.Say("history.open");
        var key = "loop.end." + reason;
        return Texts.Say(key) is var said && said != key ? said : reason ?? "";
    }

    public static string Name(this KnownCheckpoint post) => Texts.IsChinese ? post.NameZh : post.NameEn;
}
