namespace RedVest;

/// <summary>Whether the server may be sent work: tables migrated, the demo loaded if asked for, and not on its way out.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    internal bool IsReady => _isReady;

    internal void Set(bool isReady) => _isReady = isReady;
}
