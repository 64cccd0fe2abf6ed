using System.Security.Cryptography;
using System.Text;

namespace RedVest.Kernel.Access;

/// <summary>
/// The word by which a command on the same machine (a drill, a backup) is known to the running server as <c>operator</c>: sent as
/// <c>Authorization: Bearer …</c>, good until the server stops, kept in <c>operator.json</c> (mode 0600) of the data folder.
/// </summary>
public sealed class OperatorToken
{
    public string Value { get; } = "operator-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Value));
}
