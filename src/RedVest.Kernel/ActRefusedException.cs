namespace RedVest.Kernel;

/// <summary>An act was called with what its rules forbid. Endpoints ask the rules first and answer with the code; loaders stop here.</summary>
public sealed class ActRefusedException(string code) : Exception($"Refused: {code}.")
{
    /// <summary>Stable; its sentence is the text <c>problem.&lt;code&gt;</c>.</summary>
    public string Code { get; } = code;

    public static void ThrowIf(string? code)
    {
        if (code is not null)
            throw new ActRefusedException(code);
    }
}
