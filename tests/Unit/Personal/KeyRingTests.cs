using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RedVest.Kernel.Personal;

namespace RedVest.Unit.Tests.Personal;

public sealed class KeyRingTests : IDisposable
{
    private const int Yuci = 140702;
    private const string Number = "14119919900101123X";
    private static readonly Guid Row = Guid.Parse("0193a5c0-0000-7000-8000-000000000001");

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("redvest-").FullName, "keys");
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private string KeyFile => Path.Combine(_folder, "data.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void What_is_encrypted_can_be_read_back_and_not_seen()
    {
        using var ring = Open();

        var value = ring.Encrypt("registry_person", "document", Row, Yuci, Number);

        Assert.Equal(Number, ring.DecryptText("registry_person", "document", Row, Yuci, value));
        Assert.DoesNotContain(Number, Encoding.Latin1.GetString(value), StringComparison.Ordinal);
        Assert.Equal(2 + 12 + Number.Length + 16, value.Length);
        Assert.Equal([0, 1], value[..2]);
    }

    [Theory]
    [InlineData("registry_persons", "document", 1, Yuci)]
    [InlineData("registry_person", "phone", 1, Yuci)]
    [InlineData("registry_person", "document", 2, Yuci)]
    [InlineData("registry_person", "document", 1, 140728)]
    [InlineData("registry_persond", "ocument", 1, Yuci)] // the same letters, cut elsewhere
    public void A_value_moved_to_another_place_cannot_be_read(string table, string column, byte row, int owner)
    {
        using var ring = Open();
        var value = ring.Encrypt("registry_person", "document", Row, Yuci, Number);
        var id = Guid.Parse($"0193a5c0-0000-7000-8000-00000000000{row}");

        Assert.ThrowsAny<CryptographicException>(() => ring.Decrypt(table, column, id, owner, value));
    }

    [Fact]
    public void A_value_with_one_bit_changed_anywhere_cannot_be_read()
    {
        using var ring = Open();
        var value = ring.Encrypt("t", "c", Row, Yuci, Number);

        for (var i = 0; i < value.Length; i++)
        {
            var changed = value.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => ring.Decrypt("t", "c", Row, Yuci, changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => ring.Decrypt("t", "c", Row, Yuci, value.AsSpan(0, 29)));
    }

    [Fact]
    public void No_nonce_comes_twice()
    {
        using var ring = Open();

        var nonces = Enumerable.Range(0, 20_000).AsParallel()
            .Select(_ => Convert.ToHexString(ring.Encrypt("t", "c", Row, Yuci, Number).AsSpan(2, 12))).ToHashSet();

        Assert.Equal(20_000, nonces.Count);
    }

    [Fact]
    public void Many_threads_encrypt_and_decrypt_at_once()
    {
        using var ring = Open();

        Parallel.For(0, 20_000, i =>
        {
            var text = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(text, ring.DecryptText("t", "c", Row, i, ring.Encrypt("t", "c", Row, i, text)));
        });
    }

    [Fact]
    public void A_new_key_encrypts_and_old_values_stay_readable()
    {
        using var before = Open();
        var old = before.Encrypt("t", "c", Row, Yuci, Number);

        KeyRingFile.AddDataKey(_folder, _clock.GetUtcNow());
        using var after = Open();
        var young = after.Encrypt("t", "c", Row, Yuci, Number);

        Assert.Equal(Number, after.DecryptText("t", "c", Row, Yuci, old));
        Assert.Equal([0, 2], young[..2]);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
        Assert.Equal(before.Hash("resident-id", Number), after.Hash("resident-id", Number));
        Assert.ThrowsAny<CryptographicException>(() => before.Decrypt("t", "c", Row, Yuci, young));
    }

    [Fact]
    public void The_same_folder_gives_the_same_keys_and_another_gives_others()
    {
        using var ring = Open();
        using var again = Open();
        using var other = KeyRing.Open(Path.Combine(_folder, "other"), _clock);

        Assert.Equal(ring.Hash("phone", "+8610012345678"), again.Hash("phone", "+8610012345678"));
        Assert.Equal(ring.Derive("session"), again.Derive("session"));
        Assert.Equal(ring.Fingerprint, again.Fingerprint);
        Assert.NotEqual(ring.Hash("phone", "+8610012345678"), other.Hash("phone", "+8610012345678"));
        Assert.NotEqual(ring.Derive("session"), other.Derive("session"));
        Assert.NotEqual(ring.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void A_hash_is_of_one_kind_and_a_derived_key_of_one_purpose()
    {
        using var ring = Open();

        Assert.Equal(32, ring.Hash("phone", "1").Length);
        Assert.NotEqual(ring.Hash("phone", "1"), ring.Hash("resident-id", "1"));
        Assert.Throws<ArgumentException>(() => ring.Hash("phone\0", "1"));
        Assert.NotEqual(ring.Derive("session"), ring.Derive("ticket"));
    }

    [Fact]
    public void Half_a_character_is_refused_and_a_rare_one_is_not()
    {
        using var ring = Open();

        Assert.Throws<EncoderFallbackException>(() => ring.Hash("name", "王\ud842"));
        Assert.Throws<EncoderFallbackException>(() => ring.Encrypt("t", "c", Row, Yuci, "\udfb7王"));
        Assert.Equal("王𠮷", ring.DecryptText("t", "c", Row, Yuci, ring.Encrypt("t", "c", Row, Yuci, "王𠮷")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Nobody_else_can_read_the_file_and_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        Open().Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.Equal([KeyFile], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_others_can_read_is_refused(UnixFileMode more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        Open().Dispose();
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        Assert.Throws<KeyFileException>(Open);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":2,\"master\":\"\",\"hash\":null,\"data\":[]}")]
    public void A_damaged_file_is_refused_and_never_replaced(string content)
    {
        Open().Dispose();
        File.WriteAllText(KeyFile, content);

        Assert.Throws<KeyFileException>(Open);
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void When_two_starts_meet_both_use_one_ring()
    {
        var fingerprints = new string[8];

        Parallel.For(0, fingerprints.Length, i =>
        {
            using var ring = Open();
            fingerprints[i] = ring.Fingerprint;
        });

        Assert.Single(fingerprints.Distinct());
    }

    private KeyRing Open() => KeyRing.Open(_folder, _clock);
}
