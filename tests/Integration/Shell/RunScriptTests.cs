using System.Diagnostics;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

/// <summary><c>./run</c> on a machine where something is missing: one sentence that says what to do, before anything is built.</summary>
public sealed class RunScriptTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("redvest-run-").FullName;

    public RunScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a shell.");
        foreach (var file in new[] { "run", "deploy/build.sh" })
            Write(file, File.ReadAllText(Path.Combine(Checkout(), file)), executable: true);
        foreach (var file in new[] { "src/a", "packs/a", "data/a", "Directory.Build.props", "Directory.Packages.props", "global.json", "web/package.json", "deploy/precompress.mjs" })
            Write(file, "");
        foreach (var tool in new[] { "bash", "cat", "cut", "dirname", "env", "find", "flock", "grep", "ls", "mkdir", "sha256sum", "sort", "tail", "touch", "xargs" })
            File.CreateSymbolicLink(InBin(tool), Where(tool));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("en_US.UTF-8", "The .NET 10 SDK is missing: ")]
    [InlineData("zh_CN.UTF-8", "缺少 .NET 10 SDK")]
    public async Task Without_the_SDK_it_names_the_SDK(string language, string sentence)
    {
        var (exit, complaint) = await RunAsync(language);

        Assert.Equal(Exit.Unavailable, exit);
        Assert.StartsWith(sentence, Assert.Single(complaint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_older_SDK_it_names_the_one_it_needs()
    {
        Write("bin/dotnet", "#!/bin/sh\necho '8.0.404 [/usr/share/dotnet/sdk]'\n", executable: true);

        var (exit, complaint) = await RunAsync("en");

        Assert.Equal(Exit.Unavailable, exit);
        Assert.StartsWith("The .NET 10 SDK is missing: ", Assert.Single(complaint), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("#!/bin/sh\nexit 1\n")] // its own answer to the question whether it is new enough
    public async Task Without_Node_or_with_an_old_one_it_names_the_version(string? node)
    {
        Write("bin/dotnet", $"#!/bin/sh\n[ \"$1\" = --list-sdks ] && echo '10.0.100 [/sdk]' && exit\nmkdir -p '{_root}/.artifacts/server' && touch '{_root}/.artifacts/server/redvest.dll'\n", executable: true);
        if (node is not null)
            Write("bin/node", node, executable: true);

        var (exit, complaint) = await RunAsync("en");

        Assert.Equal(Exit.Unavailable, exit);
        Assert.StartsWith("Node 20.19 (or 22.12) or later with npm is missing: ", complaint[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_folder_that_cannot_be_written_it_names_the_folder()
    {
        Write(".artifacts", "a file where the folder would be"); // also true for an administrator, who may write everywhere

        var (exit, complaint) = await RunAsync("en");

        Assert.Equal(Exit.Unavailable, exit);
        Assert.Equal($"{_root}/.artifacts cannot be written to: put the repository into a folder you may write.", Assert.Single(complaint));
    }

    [Fact]
    public async Task The_unit_for_systemd_is_one_that_systemd_takes()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd here.");
        var unit = File.ReadAllText(Path.Combine(Checkout(), "deploy", "redvest.service")).Replace("/opt/redvest/redvest", "/bin/true", StringComparison.Ordinal);
        Write("redvest.service", unit);

        var (exit, complaint) = await StartAsync(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", Path.Combine(_root, "redvest.service")]));

        Assert.Empty(complaint);
        Assert.Equal(0, exit);
    }

    private Task<(int Exit, string[] Complaint)> RunAsync(string language)
    {
        var start = new ProcessStartInfo(Where("bash"), [Path.Combine(_root, "run")]) { WorkingDirectory = _root };
        foreach (var name in new[] { "REDVEST_LANG", "LC_ALL", "LC_MESSAGES", "REDVEST_DATA" })
            start.Environment.Remove(name);
        (start.Environment["PATH"], start.Environment["LANG"]) = (InBin(""), language);
        return StartAsync(start);
    }

    private static async Task<(int Exit, string[] Complaint)> StartAsync(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardError) = (false, true);
        using var process = Process.Start(start)!; // not through a shell: a new process
        var complaint = await process.StandardError.ReadToEndAsync(RedVestHost.Stop);
        await process.WaitForExitAsync(RedVestHost.Stop);
        return (process.ExitCode, complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string InBin(string tool) => Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "bin")).FullName, tool);

    private void Write(string file, string text, bool executable = false)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Where(string tool) =>
        new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RedVest.slnx")))
            folder = folder.Parent!; // the tests run inside the checkout
        return folder.FullName;
    }
}
