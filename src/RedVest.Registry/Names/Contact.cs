using System.Text.Json.Serialization;
using RedVest.Kernel.Personal;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry;

/// <summary>Whom to ask at an organisation or a place.</summary>
/// <param name="Name">Clear; up to 100 code points.</param>
/// <param name="Phone">Said to change it: null leaves it as it is, an empty text removes it. Shown masked.</param>
public sealed record Contact(string? Name, string? Phone)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    [JsonIgnore]
    public string? Fault => !string.IsNullOrEmpty(Name) && !DisplayName.IsNameText(Name) ? "contact-wrong" : Phone is { Length: > 40 } ? "contact-wrong" : null;

    /// <summary>The stored form of what was said of the phone.</summary>
    internal byte[]? Sealed(KeyRing keys, string table, Guid id, int owner, byte[]? stored) => Phone switch
    {
        null => stored,
        _ when string.IsNullOrWhiteSpace(Phone) => null,
        _ => keys.Encrypt(table, "phone", id, owner, PhoneNumber.Read(Phone).Number),
    };

    /// <summary>Whether the stored phone is the one said here, or none was said.</summary>
    internal bool IsPhone(KeyRing keys, string table, Guid id, int owner, byte[]? stored) =>
        Phone is null || (stored is not null && keys.DecryptText(table, "phone", id, owner, stored) == PhoneNumber.Read(Phone).Number);

    /// <summary>As pages show it: the last four digits.</summary>
    internal static Contact Masked(KeyRing keys, string table, Guid id, int owner, string? name, byte[]? phone) =>
        new(name, phone is null ? null : Mask(keys.DecryptText(table, "phone", id, owner, phone)));

    internal static string Mask(string phone) => "••••" + Masking.Tail(phone);
}
