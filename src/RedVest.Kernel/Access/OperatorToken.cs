using System.Security.Cryptography;
using System.Text;

namespace RedVest.Kernel.Access;

/// <summary>
/// The password of this run of the server for commands on its own machine. It lies in <c>operator.json</c> (mode 0600) of the data folder: who
/// may read that could read the database too.
/// </summary>
public sealed class OperatorToken
{
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    internal bool Is(string said) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(Value));
}
