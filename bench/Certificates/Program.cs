using RedVest.Certificates.Bench;

// dotnet run -c Release --project bench/Certificates -- speed [seconds] [folder with @pathcheck/dcc-sdk installed]
// dotnet run -c Release --project bench/Certificates -- fuzz [inputs] [seed]
switch (args)
{
    case ["speed", .. var rest]:
        return Speed.Run(rest.Length > 0 ? int.Parse(rest[0], null) : 5, rest.Length > 1 ? rest[1] : null);
    case ["parts"]:
        return Parts.Run();
    case ["fuzz", .. var rest]:
        return Fuzz.Run(rest.Length > 0 ? int.Parse(rest[0], null) : 10_000_000, rest.Length > 1 ? int.Parse(rest[1], null) : 1);
    default:
        Console.Error.WriteLine("speed [seconds] [folder] | fuzz [inputs] [seed]");
        return 64;
}
