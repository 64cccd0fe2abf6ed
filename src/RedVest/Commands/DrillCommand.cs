using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RedVest.Drill;
using RedVest.Kernel;

namespace RedVest;

/// <summary><c>redvest drill checkpoint-day</c>: a whole day passes the demo's checkpoint through the public API, and is counted twice.</summary>
internal static class DrillCommand
{
    private const string AsFastAsItGoes = "max";

    internal static Command Create(SharedOptions shared) => new("drill", Texts.Say("help.drill")) { CheckpointDay(shared) };

    private static Command CheckpointDay(SharedOptions shared)
    {
        var speed = new Option<string>("--speed") { Description = Texts.Say("help.drill.speed"), HelpName = "1…N|max", DefaultValueFactory = _ => AsFastAsItGoes };
        var post = new Option<string?>("--post") { Description = Texts.Say("help.drill.post"), HelpName = "NAME" };
        var arrivals = new Option<string?>("--arrivals") { Description = Texts.Say("help.drill.arrivals"), HelpName = "FILE.csv" };
        var seed = new Option<int>("--seed") { Description = Texts.Say("help.drill.seed"), DefaultValueFactory = _ => new CheckpointDayOptions("").Seed };
        speed.Validators.Add(result => Refuse(result, IsSpeed(result.GetValueOrDefault<string>()), "usage.speed"));

        var command = new Command("checkpoint-day", Texts.Say("help.drill.checkpoint-day")) { speed, post, arrivals, seed };
        command.SetAction((parsed, cancellationToken) => new CheckpointDay(TimeProvider.System).RunAsync(
            new CheckpointDayOptions(shared.FolderOf(parsed))
            {
                Speed = Times(parsed.GetValue(speed)!), // it has a default
                Post = parsed.GetValue(post),
                Arrivals = parsed.GetValue(arrivals),
                Server = parsed.GetValue(shared.Server) is { } address ? new Uri(address) : null,
                Seed = parsed.GetValue(seed),
                Json = parsed.GetValue(shared.Json),
            },
            Console.Out,
            Console.Error,
            cancellationToken));
        return command;
    }

    private static void Refuse(OptionResult result, bool isGood, string key)
    {
        if (!isGood)
            result.AddError(Texts.Say(key));
    }

    private static bool IsSpeed(string? text) => text == AsFastAsItGoes || Times(text ?? "") is >= 1;

    private static double? Times(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) ? times : null;
}
