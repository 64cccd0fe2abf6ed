using RedVest.Kernel;
using RedVest.Kernel.Personal;

namespace RedVest;

/// <summary>The data folder, held by one server at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>Makes the folder if need be, tries to write in it, and holds it.</summary>
    /// <returns>The folder, or the sentence that says what to do.</returns>
    internal static (DataFolder? Held, string? Trouble) Hold(string path)
    {
        try
        {
            PrivateFile.Replace(Path.Combine(path, ".writable"), []);
            File.Delete(Path.Combine(path, ".writable"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, Texts.Say("start.read-only", ("folder", path)));
        }

        try
        {
            return (new DataFolder(new FileStream(Path.Combine(path, "serve.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)), null);
        }
        catch (IOException)
        {
            return (null, Texts.Say("start.already", ("folder", path)));
        }
    }

    public void Dispose() => _lock.Dispose();
}
