using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>The root of <see cref="Merkle"/> over leaves that come one by one, in memory that grows with the logarithm of their number.</summary>
internal sealed class MerkleBuilder
{
    private readonly Stack<(byte[] Root, int Height)> _subtrees = new();

    public void Add(byte[] leaf)
    {
        var subtree = (Root: leaf, Height: 0);
        while (_subtrees.TryPeek(out var left) && left.Height == subtree.Height)
        {
            _subtrees.Pop();
            subtree = (Merkle.Node(left.Root, subtree.Root), left.Height + 1);
        }

        _subtrees.Push(subtree);
    }

    /// <summary>The root of what was added since the last call.</summary>
    public byte[] Finish()
    {
        if (!_subtrees.TryPop(out var right))
            return Merkle.Root([]);
        var root = right.Root;
        while (_subtrees.TryPop(out var left))
            root = Merkle.Node(left.Root, root);
        return root;
    }
}
