namespace RedVest.CertLogic;

/// <summary>An expression that is not CertLogic, or values that its operations refuse. Callers decide what that means; nothing is guessed.</summary>
/// <param name="message">What is wrong, without any value from the data.</param>
/// <param name="place">Where in the expression, such as <c>/and/1/in</c>; empty for its root.</param>
public sealed class CertLogicException(string message, string place = "") : Exception(message)
{
    public string Place { get; } = place;
}
