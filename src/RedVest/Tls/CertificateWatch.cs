namespace RedVest.Tls;

/// <summary>Looks once a minute whether another certificate is due: a laptop that moves to another network gets another address.</summary>
internal sealed class CertificateWatch(ServerCertificate certificate, TimeProvider clock, ILogger<CertificateWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (certificate.Refresh())
                    log.LogInformation("The server shows a new certificate, good until {Until:yyyy-MM-dd}.", certificate.Current.TargetCertificate.NotAfter);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
            {
                log.LogWarning(exception, "The certificate could not be renewed; the present one stays. Next try in a minute.");
            }
        }
    }
}
