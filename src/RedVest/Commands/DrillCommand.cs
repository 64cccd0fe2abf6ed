using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RedVest.Drill;
using RedVest.Kernel;

namespace RedVest;

/// <summary><c>redvest drill checkpoint-day</c>: a simulated day at one checkpoint of a running demo server, counted twice.</summary>
internal static class DrillCommand
{
    private const string Fastest = "max";
    private const int Interrupted = 130;

    internal static Command Create(SharedOptions shared) => new("drill", Texts.Say("help.drill")) { CheckpointDayCommand(shared) };

    private static Command CheckpointDayCommand(SharedOptions shared)
    {
        var speed = new Option<string>("--speed") { Description = Texts.Say("help.drill.speed"), HelpName = "N|max", DefaultValueFactory = _ => Fastest };
        var post = new Option<string?>("--post") { Description = Texts.Say("help.drill.post"), HelpName = "NAME" };
        var arrivals = new Option<FileInfo?>("--arrivals") { Description = Texts.Say("help.drill.arrivals"), HelpName = "FILE" };
        var seed = new Option<int>("--seed") { Description = Texts.Say("help.drill.seed"), DefaultValueFactory = _ => new CheckpointDayOptions("").Seed };
        speed.Validators.Add(CheckSpeed);
        var command = new Command("checkpoint-day", Texts.Say("help.drill.checkpoint-day")) { speed, post, arrivals, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new CheckpointDayOptions(shared.FolderOf(parsed))
            {
                Speed = SpeedOf(parsed.GetRequiredValue(speed)),
                Post = parsed.GetValue(post),
                Arrivals = parsed.GetValue(arrivals)?.FullName,
                Server = parsed.GetValue(shared.Server),
                Seed = parsed.GetValue(seed),
                Json = parsed.GetValue(shared.Json),
            };
            try
            {
                return await new CheckpointDay(TimeProvider.System).RunAsync(options, Console.Out, Console.Error, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
        });
        return command;
    }

    private static void CheckSpeed(OptionResult result)
    {
        var word = result.GetValueOrDefault<string>();
        if (word != Fastest && SpeedOf(word) is not > 0)
            result.AddError(Texts.Say("usage.speed"));
    }

    /// <summary>Times real time; null is as fast as the server takes it.</summary>
    private static double? SpeedOf(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) ? speed : null;
}
