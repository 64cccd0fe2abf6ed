using System.CommandLine;
using RedVest.Kernel;

namespace RedVest;

/// <summary>Options that every command understands.</summary>
internal sealed class SharedOptions
{
    internal Option<string> Data { get; } = new("--data")
    {
        Description = Texts.Say("help.data"),
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("REDVEST_DATA") ?? "var",
    };

    internal Option<string?> Postgres { get; } = new("--postgres")
    {
        Description = Texts.Say("help.postgres"),
        HelpName = "CONNECTION",
        Recursive = true,
    };

    internal Option<string?> Language { get; } = new("--lang") { Description = Texts.Say("help.lang"), HelpName = "zh|en", Recursive = true };

    internal Option<bool> Json { get; } = new("--json") { Description = Texts.Say("help.json"), Recursive = true };

    internal Option<Uri?> Server { get; } = new("--server")
    {
        Description = Texts.Say("help.server"),
        HelpName = "URL",
        Recursive = true,
        CustomParser = said =>
        {
            if (Uri.TryCreate(said.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            said.AddError(Texts.Say("usage.server"));
            return null;
        },
    };

    internal string FolderOf(ParseResult parsed) => Path.GetFullPath(parsed.GetRequiredValue(Data));

    internal Terminal TerminalOf(ParseResult parsed) => new(parsed.GetValue(Json));
}
