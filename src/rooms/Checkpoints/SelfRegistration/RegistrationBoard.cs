using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>The board with the QR code that hangs at a post: its address holds a token, which a new board makes worthless.</summary>
internal sealed class RegistrationBoard
{
    private const int OwnerBytes = 4;
    private const int SecretBytes = 14;

    public required int Owner { get; init; }

    public required Guid Checkpoint { get; init; }

    /// <summary>Owner and a secret, base64url. On paper at the roadside for everybody to see, so it is kept as it is.</summary>
    public required string Token { get; set; }

    public required DateTimeOffset MadeAt { get; set; }

    public required Guid? MadeBy { get; set; }

    public static string NewToken(int owner)
    {
        Span<byte> bytes = stackalloc byte[OwnerBytes + SecretBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, owner);
        RandomNumberGenerator.Fill(bytes[OwnerBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whose board a token says it is; null when it is no token at all.</summary>
    public static int? OwnerOf(string token)
    {
        Span<byte> bytes = stackalloc byte[OwnerBytes + SecretBytes];
        return token.Length <= 64 && Base64Url.TryDecodeFromChars(token, bytes, out var written) && written == bytes.Length
            ? BinaryPrimitives.ReadInt32BigEndian(bytes)
            : null;
    }
}

internal sealed class RegistrationBoardTable : IEntityTypeConfiguration<RegistrationBoard>
{
    public void Configure(EntityTypeBuilder<RegistrationBoard> table)
    {
        table.ToTable("checkpoints_registration_board");
        table.HasKey(b => new { b.Owner, b.Checkpoint });
        table.Property(b => b.Token).HasMaxLength(32);
        table.HasIndex(b => new { b.Owner, b.Token }).IsUnique();
    }
}
