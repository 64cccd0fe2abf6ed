namespace RedVest.Kernel.Sync;

/// <summary>How devices of this installation behave.</summary>
/// <param name="AnswerWaitMs">How long a device waits for the server's proposal before it shows its own, milliseconds.</param>
/// <param name="KeepHours">How long what the server has stored stays on the device, in case the server is restored.</param>
/// <param name="MinimumAppVersion">An older app asks its user to load it anew.</param>
public sealed record DeviceSettings(int AnswerWaitMs = 1500, int KeepHours = 72, string MinimumAppVersion = "0.1.0");

internal sealed class SettingsSection(DeviceSettings settings) : IBundleSection
{
    public string Name => "settings";

    public ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BundleJson.Write(settings));
}
