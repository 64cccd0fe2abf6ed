namespace RedVest;

/// <summary>Files that only the account of the server may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Makes the file if there is none, so that a library which opens it later does not choose its mode.</summary>
    internal static void Touch(string path)
    {
        using var file = new FileStream(path, OptionsFor(FileMode.OpenOrCreate));
    }

    /// <summary>Replaces the file in one step; it is never readable by others, not even for a moment.</summary>
    internal static void Write(string path, string content)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var stream = new FileStream(fresh, OptionsFor(FileMode.CreateNew)))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static FileStreamOptions OptionsFor(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
