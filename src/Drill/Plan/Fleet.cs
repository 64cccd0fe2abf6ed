namespace RedVest.Drill.Plan;

/// <param name="Plate">Null when it cannot be read (mud, snow, a cover).</param>
/// <param name="Colour">Colour of the plate; null when it cannot be read.</param>
/// <param name="Kind">Kind of vehicle, in the words of the register.</param>
public sealed record VehiclePlan(string? Plate, string? Colour, string Kind);

/// <summary>Makes vehicles, no two with the same plate. 晋G is no issuing authority, so no real plate starts with it.</summary>
/// <param name="part">Plates of the others belong to posts that play at the same time.</param>
internal sealed class Fleet(Random dice, Part part)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"; // GA 36: no I, no O
    private const string Symbols = "0123456789" + Letters;

    /// <summary>The last symbol tells cars from lorries, so that a plate means the same vehicle in drills of other seeds too.</summary>
    private const string OfCars = "02468ACEGJLNPQTVXZ", OfLorries = "13579BDFHKMRSUWY";

    private readonly HashSet<string> _plates = [];

    public VehiclePlan Car() => dice.Next(8) == 0
        ? new(New(() => $"晋G{"DF"[dice.Next(2)]}{Draw(5, "0123456789")}"), "green", "car")
        : new(New(() => $"晋G{Draw(4, Symbols)}{Draw(1, OfCars)}"), "blue", "car");

    public VehiclePlan Lorry() => dice.Next(10) == 0
        ? new(New(() => $"晋G{Draw(5, "0123456789")}{"DF"[dice.Next(2)]}"), "yellow-green", "truck")
        : new(New(() => $"晋G{Draw(4, Symbols)}{Draw(1, OfLorries)}"), "yellow", "truck");

    public VehiclePlan Ambulance() => new(New(() => $"晋G{Draw(4, Symbols)}急"), "white", "emergency");

    /// <summary>A plate outside the usual forms: the lane flags it and goes on recording.</summary>
    public VehiclePlan Unusual() => dice.Next(4) switch
    {
        0 => new(New(() => $"晋G{Draw(4, Symbols)}学"), "yellow", "car"),
        1 => new(New(() => $"晋G·{Draw(5, Symbols)}挂"), "yellow", "truck"),
        2 => new(New(() => $"晋G临{Draw(6, "0123456789")}"), "white", "car"),
        _ => new(New(() => $"晋G-DRILL-{Draw(4, "0123456789")}"), "other", "farm-tractor"),
    };

    private string New(Func<string> make)
    {
        while (true)
        {
            var plate = make();
            if (part.Holds(plate) && _plates.Add(plate))
                return plate;
        }
    }

    private string Draw(int length, string from) => string.Create(length, from, (span, symbols) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = symbols[dice.Next(symbols.Length)];
    });
}
