namespace RedVest.Kernel;

/// <summary>Where this server is reached; known once its doors are open.</summary>
public sealed class ServerAddress
{
    /// <summary>Plain HTTP, for this machine only.</summary>
    public Uri Local { get; private set; } = new("http://127.0.0.1:8080/");

    /// <summary>HTTPS: what a phone opens. On the network's address with <c>--lan</c>, else on localhost.</summary>
    public Uri Phones { get; private set; } = new("https://localhost:8443/");

    public void Open(Uri local, Uri phones) => (Local, Phones) = (local, phones);
}
