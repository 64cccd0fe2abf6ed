using Microsoft.Extensions.Time.Testing;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;

namespace RedVest.Unit.Tests.Sync;

public sealed class TokenTests : IDisposable
{
    private const int Yuci = 140702;
    private static readonly Guid Device = Guid.Parse("0193a5c0-0000-7000-8000-000000000001");
    private static readonly Guid OtherDevice = Guid.Parse("0193a5c0-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset Start = new DateTimeOffset(2026, 11, 24, 9, 15, 0, 123, TimeSpan.Zero).AddMicroseconds(456);

    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-").FullName;
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly KeyRing _keys;
    private readonly KeyRing _otherKeys;

    public TokenTests()
    {
        _keys = KeyRing.Open(Path.Combine(_folder, "a"), _clock);
        _otherKeys = KeyRing.Open(Path.Combine(_folder, "b"), _clock);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _otherKeys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_ticket_reads_as_the_time_and_is_known_again()
    {
        var tickets = new Tickets(_keys, _clock);

        var ticket = tickets.Issue();

        Assert.StartsWith("2026-11-24T09:15:00.123Z.", ticket, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 15, 0, 123, TimeSpan.Zero), tickets.Verify(ticket));
    }

    [Fact]
    public void A_ticket_is_not_bound_to_a_process_but_to_the_keys()
    {
        var ticket = new Tickets(_keys, _clock).Issue();

        Assert.NotNull(new Tickets(_keys, _clock).Verify(ticket));
        Assert.Null(new Tickets(_otherKeys, _clock).Verify(ticket));
    }

    [Fact]
    public void A_ticket_changed_anywhere_is_refused()
    {
        var tickets = new Tickets(_keys, _clock);

        AssertEveryChangeIsRefused(tickets.Issue(), changed => tickets.Verify(changed) is null);
        Assert.Null(tickets.Verify(""));
        Assert.Null(tickets.Verify("2026-11-24T09:15:00.123Z"));
        Assert.Null(tickets.Verify(tickets.Issue() + "A"));
    }

    [Fact]
    public void A_token_says_whose_it_is_until_its_hour_is_over()
    {
        var tokens = new SessionTokens(_keys, _clock);

        var (token, claims) = tokens.Issue(Device, Yuci);

        Assert.Equal((Device, Yuci), (claims.DeviceId, claims.Owner));
        Assert.Equal(TimeSpan.FromHours(1), claims.ExpiresAt - claims.IssuedAt);
        Assert.Equal(claims, Assert.IsType<SessionCheck.Good>(tokens.Verify(token)).Claims);
        _clock.SetUtcNow(claims.ExpiresAt.AddMilliseconds(-1));
        Assert.IsType<SessionCheck.Good>(tokens.Verify(token));
        _clock.SetUtcNow(claims.ExpiresAt);
        Assert.IsType<SessionCheck.Expired>(tokens.Verify(token));
    }

    [Fact]
    public void A_token_of_other_keys_or_changed_anywhere_is_wrong()
    {
        var tokens = new SessionTokens(_keys, _clock);
        var (token, _) = tokens.Issue(Device, Yuci);

        Assert.IsType<SessionCheck.Wrong>(new SessionTokens(_otherKeys, _clock).Verify(token));
        Assert.IsType<SessionCheck.Wrong>(tokens.Verify(""));
        Assert.IsType<SessionCheck.Wrong>(tokens.Verify(token + token));
        AssertEveryChangeIsRefused(token, changed => tokens.Verify(changed) is SessionCheck.Wrong);
    }

    [Fact]
    public void A_token_lives_an_hour_at_most()
    {
        var tokens = new SessionTokens(_keys, _clock);

        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Issue(Device, Yuci, TimeSpan.FromMinutes(61)));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Issue(Device, Yuci, TimeSpan.Zero));
    }

    [Fact]
    public void A_clock_set_back_does_not_lengthen_a_token_or_a_challenge()
    {
        var later = new FakeTimeProvider(Start.AddDays(1));
        var (token, _) = new SessionTokens(_keys, later).Issue(Device, Yuci);
        var (challenge, _) = new Challenges(_keys, later).Issue(Device);

        Assert.IsType<SessionCheck.Expired>(new SessionTokens(_keys, _clock).Verify(token));
        Assert.False(new Challenges(_keys, _clock).Verify(Device, challenge));
    }

    [Fact]
    public void A_challenge_serves_its_device_for_two_minutes()
    {
        var challenges = new Challenges(_keys, _clock);

        var (challenge, expiresAt) = challenges.Issue(Device);

        Assert.True(challenges.Verify(Device, challenge));
        Assert.False(challenges.Verify(OtherDevice, challenge));
        Assert.False(new Challenges(_otherKeys, _clock).Verify(Device, challenge));
        Assert.NotEqual(challenge, challenges.Issue(Device).Challenge);
        _clock.SetUtcNow(expiresAt.AddMilliseconds(-1));
        Assert.True(challenges.Verify(Device, challenge));
        _clock.SetUtcNow(expiresAt);
        Assert.False(challenges.Verify(Device, challenge));
    }

    [Fact]
    public void A_challenge_changed_anywhere_is_refused()
    {
        var challenges = new Challenges(_keys, _clock);

        AssertEveryChangeIsRefused(challenges.Issue(Device).Challenge, changed => !challenges.Verify(Device, changed));
        Assert.False(challenges.Verify(Device, ""));
    }

    [Fact]
    public void A_token_of_one_purpose_does_not_serve_another()
    {
        var (challenge, _) = new Challenges(_keys, _clock).Issue(Device);
        var (token, _) = new SessionTokens(_keys, _clock).Issue(Device, Yuci);

        Assert.IsType<SessionCheck.Wrong>(new SessionTokens(_keys, _clock).Verify(challenge));
        Assert.False(new Challenges(_keys, _clock).Verify(Device, token));
        Assert.NotEqual(_keys.Derive("session"), _keys.Derive("challenge"));
    }

    /// <summary>Each character is changed in turn, by a step that survives the unused bits at the end of base64url.</summary>
    private static void AssertEveryChangeIsRefused(string token, Func<string, bool> isRefused)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var i = 0; i < token.Length; i++)
        {
            var at = letters.IndexOf(token[i], StringComparison.Ordinal);
            var other = at < 0 ? 'A' : letters[(at + 32) % 64];
            Assert.True(isRefused($"{token[..i]}{other}{token[(i + 1)..]}"), $"changed at {i}");
            Assert.True(isRefused($"{token[..i]}王{token[(i + 1)..]}"), $"not ASCII at {i}");
        }
    }
}
