using System.Text;
using RedVest.Kernel.Personal;

namespace RedVest.Demo;

/// <summary><c>demo-accounts.txt</c> (mode 0600) in the data folder: the passwords made at load, for whoever lost the terminal.</summary>
internal static class DemoAccountsFile
{
    internal static string PathIn(string dataFolder) => Path.Combine(dataFolder, "demo-accounts.txt");

    internal static void Write(string dataFolder, IReadOnlyList<DemoLogin> logins) =>
        PrivateFile.Replace(PathIn(dataFolder), Encoding.UTF8.GetBytes(string.Concat(logins.Select(Line))));

    /// <summary>The lines of the file; none when this folder holds no demo.</summary>
    internal static IReadOnlyList<DemoLogin> Read(string dataFolder)
    {
        var path = PathIn(dataFolder);
        return File.Exists(path)
            ? [.. Encoding.UTF8.GetString(PrivateFile.Read(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
                .Where(parts => parts.Length == 4).Select(parts => new DemoLogin(parts[0], parts[1], parts[2], parts[3]))]
            : [];
    }

    private static string Line(DemoLogin login) => $"{login.UserName}\t{login.Password}\t{login.Role}\t{login.Name}\n";
}
