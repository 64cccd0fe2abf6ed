using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

/// <summary>The program as a shell sees it: sentences and exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_taken_port_is_named_in_one_sentence_with_a_free_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var english = await RedVestAsync("serve", "--lang", "en", "--port", $"{taken}", "--data", _folder);
        var chinese = await RedVestAsync("serve", "--lang", "zh", "--port", $"{taken}", "--data", _folder);

        Assert.Equal(Exit.Unavailable, english.Exit);
        Assert.Matches($@"^Port {taken} is taken by another program: .* --port \d+\.\n$", english.Complaint);
        Assert.Matches($@"^端口 {taken} 已被别的程序占用：.*--port \d+。\n$", chinese.Complaint);
        Assert.Empty(Directory.GetFiles(_folder)); // nothing was begun
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_in_one_sentence()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", RedVestHost.Stop);

        var (exit, _, complaint) = await RedVestAsync("serve", "--lang", "en", "--port", "0", "--tls-port", "0", "--data", Path.Combine(file, "var"));

        Assert.Equal(Exit.CannotWrite, exit);
        Assert.Matches(@"^The folder .* cannot be written to: .*\n$", complaint);
    }

    [Fact]
    public async Task A_word_it_does_not_know_is_a_usage_error()
    {
        var (exit, said, complaint) = await RedVestAsync("sevre", "--lang", "en");

        Assert.Equal(Exit.Usage, exit);
        Assert.Empty(said);
        Assert.Contains("redvest", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_a_usage_error_and_a_whole_one_is_tried()
    {
        var (exit, _, complaint) = await RedVestAsync("drill", "checkpoint-day", "--lang", "en", "--server", "county");
        Assert.Equal(Exit.Usage, exit);
        Assert.Contains("--server takes a whole address", complaint, StringComparison.Ordinal);

        (_, _, complaint) = await RedVestAsync("drill", "checkpoint-day", "--lang", "en", "--server", "http://127.0.0.1:1", "--data", _folder);
        Assert.Contains("operator.json", complaint, StringComparison.Ordinal); // past the address, it misses the token
    }

    [Theory]
    [InlineData("For its use see: redvest --help\n", "sevre")]
    [InlineData("For its use see: redvest drill checkpoint-day --help\n", "drill", "checkpoint-day", "--sped", "60")]
    public async Task A_slip_is_answered_with_the_help_of_the_whole_command(string hint, params string[] typed)
    {
        var (_, _, complaint) = await RedVestAsync([.. typed, "--lang", "en"]);

        Assert.EndsWith(hint, complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "启动服务器")]
    [InlineData("en", "Start the server")]
    public async Task Help_speaks_both_languages(string language, string words)
    {
        var (exit, said, _) = await RedVestAsync("--help", "--lang", language);

        Assert.Equal(Exit.Ok, exit);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("help.", said, StringComparison.Ordinal);
    }

    internal static async Task<(int Exit, string Said, string Complaint)> RedVestAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Exit).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var program = Process.Start(start)!; // a new process
        var said = program.StandardOutput.ReadToEndAsync(RedVestHost.Stop);
        var complaint = program.StandardError.ReadToEndAsync(RedVestHost.Stop);
        await program.WaitForExitAsync(RedVestHost.Stop);
        return (program.ExitCode, await said, await complaint);
    }
}
