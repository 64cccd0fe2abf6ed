using System.Security.Cryptography;
using RedVest.Kernel.Devices;

namespace RedVest.Unit.Tests.Devices;

public sealed class KeptKeysTests
{
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public void Many_keys_are_checked_and_few_are_kept()
    {
        var kept = new KeptKeys(most: 3);
        for (var round = 0; round < 2; round++)
        {
            foreach (var (publicKey, signature) in Some.Value)
            {
                Assert.True(kept.Verify(publicKey, Content, signature));
                Assert.InRange(kept.Count, 1, 3);
            }
        }
    }

    [Fact]
    public void A_kept_key_still_refuses_what_another_signed()
    {
        var kept = new KeptKeys(most: 10);
        Assert.True(kept.Verify(Some.Value[0].PublicKey, Content, Some.Value[0].Signature));

        Assert.False(kept.Verify(Some.Value[0].PublicKey, Content, Some.Value[1].Signature));
        Assert.False(kept.Verify([.. Some.Value[0].PublicKey], [1, 2, 4], Some.Value[0].Signature));
        Assert.Equal(1, kept.Count); // equal bytes are one key
    }

    [Fact]
    public async Task Several_requests_may_use_one_key_at_once()
    {
        var kept = new KeptKeys(most: 2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                var (publicKey, signature) = Some.Value[i % 4];
                Assert.True(kept.Verify(publicKey, Content, signature));
            }
        }, TestContext.Current.CancellationToken)));
    }

    private static readonly Lazy<(byte[] PublicKey, byte[] Signature)[]> Some = new(() => [.. Enumerable.Range(0, 8).Select(_ =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key.ExportSubjectPublicKeyInfo(), key.SignData(Content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    })]);
}
