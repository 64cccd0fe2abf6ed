namespace RedVest;

/// <summary>What the command line tells the shell; the numbers from 64 on are those of sysexits.h.</summary>
internal static class Exit
{
    internal const int Ok = 0;

    /// <summary>Done, but the answer is no: a difference, a broken chain, a check that failed.</summary>
    internal const int No = 1;

    internal const int Usage = 64;

    /// <summary>A file or value that cannot be used.</summary>
    internal const int BadInput = 65;

    /// <summary>A port, a database or a server that is needed is not to be had.</summary>
    internal const int Unavailable = 69;

    /// <summary>A folder or file that cannot be written.</summary>
    internal const int CannotWrite = 73;
}
