namespace RedVest.Checkpoints.Posts;

/// <summary>A point on the ground, WGS-84 degrees.</summary>
internal sealed record GeoPoint(double Latitude, double Longitude)
{
    private const double EarthKilometres = 6371;

    /// <summary>Null when a part is missing or lies outside of the globe.</summary>
    public static GeoPoint? Of(double? latitude, double? longitude) =>
        latitude is >= -90 and <= 90 and var north && longitude is >= -180 and <= 180 and var east ? new GeoPoint(north, east) : null;

    /// <summary>Along the ground, as the crow flies (haversine): never more than any road.</summary>
    public double KilometresTo(GeoPoint other)
    {
        var (north, east) = (Half(other.Latitude - Latitude), Half(other.Longitude - Longitude));
        var chord = (north * north) + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * east * east);
        return 2 * EarthKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double Half(double degrees) => Math.Sin(Radians(degrees) / 2);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
