namespace RedVest.Kernel.Rules;

/// <summary>A pack that was put into force.</summary>
/// <param name="Rules">The pack itself.</param>
/// <param name="EffectiveFrom">The first instant at which it decides.</param>
/// <param name="Text">Its JSON, byte for byte as installed.</param>
/// <param name="Sha256">Over the UTF-8 bytes of the text.</param>
public sealed record InstalledPack(Pack Rules, DateTimeOffset EffectiveFrom, string Text, byte[] Sha256)
{
    public bool IsInForceAt(DateTimeOffset instant) => EffectiveFrom <= instant && (Rules.Until is not { } until || instant < until);
}
