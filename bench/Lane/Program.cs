using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RedVest;
using RedVest.Bench;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

// serve DATA DEVICES PROVIDER [bare]   starts the server with its peers, prints its port and the county; ends when stdin closes
// board [WATCHERS] [SECONDS]             how late open boards are
// run [--postgres "…"] [--seconds N]    the bench
return args switch
{
    ["serve", ..] => await ServeAsync(args),
    ["board", ..] => await Boards.RunAsync(
        args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200, TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 30)),
    ["run", ..] => await Bench.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""RedVest.Bench run [--seconds N] [--postgres "Host=…"] | board [WATCHERS] [SECONDS]""");
    return 64;
}

static async Task<int> ServeAsync(string[] args)
{
    if (args.Contains("bare"))
        WriteTransaction.Faults.WithoutAuditAndFeed = true;
    var options = new ServerOptions(args[1]) { Port = 0, TlsPort = 0, Demo = false, Postgres = args[3] == "sqlite" ? null : args[3] };
    await using var app = RedVestServer.Build(options, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
    UsualWay.Map(app);
    await using var server = await RunningServer.StartAsync(app, default);
    var county = await County.BuildAsync(app.Services, int.Parse(args[2], CultureInfo.InvariantCulture));
    Console.WriteLine(JsonSerializer.Serialize(new Serving(server.Plain.Port, county, app.Services.GetRequiredService<OperatorToken>().Value)));
    await Console.In.ReadToEndAsync();
    return 0;
}
