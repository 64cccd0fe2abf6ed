namespace RedVest.Kernel.Personal;

/// <summary>A secret on disk cannot be used; the message tells the operator what to do and holds no secret.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException() { }
    public KeyFileException(string message) : base(message) { }
    public KeyFileException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Files that only the account of the server may read (mode 0600 in a folder of 0700), written whole or not at all.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="KeyFileException">Group or others may read or write it.</exception>
    public static byte[] Read(string path)
    {
        using var file = File.OpenHandle(path);
        // Asked of the open file, so that it cannot be exchanged in between. Windows guards the folder by its access list.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            throw new KeyFileException($"{path} can be read by other accounts. Make it yours alone (chmod 600) and consider whether its keys are still secret.");
        var bytes = new byte[RandomAccess.GetLength(file)];
        return RandomAccess.Read(file, bytes, 0) == bytes.Length ? bytes : throw new IOException($"{path} changed while it was read.");
    }

    /// <returns>False when the file was there; it is then left as it is.</returns>
    public static bool TryMake(string path, ReadOnlySpan<byte> bytes) => Write(path, bytes, overwrite: false);

    public static void Replace(string path, ReadOnlySpan<byte> bytes) => Write(path, bytes, overwrite: true);

    private static bool Write(string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // a file's full path has a folder
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);

        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var file = new FileStream(unfinished, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(unfinished);
        }

        using var written = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true); // the new name, too, must outlive a power cut before anything is encrypted
        return true;
    }
}
