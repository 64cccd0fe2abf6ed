using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RedVest;

/// <summary>Metrics and traces leave the machine only when somebody says where to (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
internal static class Telemetry
{
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            return;
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("RedVest.*", "Npgsql", "System.Runtime").AddOtlpExporter())
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddNpgsql().AddSource("RedVest.*").AddOtlpExporter());
    }
}
