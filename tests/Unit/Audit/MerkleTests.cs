using System.Security.Cryptography;
using RedVest.Kernel.Storage;

namespace RedVest.Unit.Tests.Audit;

public sealed class MerkleTests
{
    /// <summary>The eight leaves every implementation of RFC 6962 is tried with.</summary>
    private static readonly string[] Contents =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_of_certificate_transparency(int leaves, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(Merkle.Root([.. Contents.Take(leaves).Select(c => Merkle.Leaf([], Convert.FromHexString(c)))])));

    [Fact]
    public void A_leaf_hides_its_content_behind_its_salt()
    {
        Assert.Equal(SHA256.HashData([0, 7, 8, 1, 2]), Merkle.Leaf([7, 8], [1, 2]));
        Assert.NotEqual(Merkle.Leaf([7], [1, 2]), Merkle.Leaf([8], [1, 2]));
    }

    [Fact]
    public void A_node_cannot_pass_for_a_leaf()
    {
        var left = Merkle.Leaf([], [1]);
        var right = Merkle.Leaf([], [2]);

        Assert.NotEqual(Merkle.Root([left, right]), Merkle.Leaf([], [.. left, .. right]));
    }

    [Fact]
    public void Every_change_of_a_leaf_or_of_the_order_changes_the_root()
    {
        byte[][] leaves = [.. Enumerable.Range(0, 13).Select(i => Merkle.Leaf([], [(byte)i]))];
        HashSet<string> roots = [Convert.ToHexString(Merkle.Root(leaves))];

        for (var i = 0; i < leaves.Length; i++)
        {
            byte[][] changed = [.. leaves];
            changed[i] = Merkle.Leaf([], [200]);
            Assert.True(roots.Add(Convert.ToHexString(Merkle.Root(changed))));
            if (i == 0) continue;
            (changed[i], changed[i - 1]) = (leaves[i - 1], leaves[i]);
            Assert.True(roots.Add(Convert.ToHexString(Merkle.Root(changed))));
        }
    }
}
