using RedVest.Kernel.Storage;

namespace RedVest;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can work, database reached just now.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("alive")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/readyz", IsReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> IsReadyAsync(Readiness readiness, Store store, CancellationToken cancellationToken) =>
        readiness.IsReady && await ReachesDatabaseAsync(store, cancellationToken)
            ? TypedResults.Text("ready")
            : TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<bool> ReachesDatabaseAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await using var connection = await store.OpenAsync(patience.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "select count(*) from kernel_owner";
            await command.ExecuteScalarAsync(patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
