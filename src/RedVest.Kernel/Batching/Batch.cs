namespace RedVest.Kernel.Batching;

/// <summary>One batch on its way: the items and, slot by slot, who waits for them. An answered slot is empty.</summary>
internal sealed class Batch<TItem, TOutcome>
    where TOutcome : class
{
    private TItem[] _items = new TItem[16];
    private Waiting<TItem, TOutcome>?[] _callers = new Waiting<TItem, TOutcome>?[16];

    public int Count { get; private set; }

    public int Weight { get; private set; }

    public void Add(Waiting<TItem, TOutcome> caller)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
            Array.Resize(ref _callers, Count * 2);
        }
        _items[Count] = caller.Item;
        _callers[Count] = caller;
        Count++;
        Weight += caller.Weight;
    }

    public TItem Item(int slot) => _items[slot];

    public ArraySegment<TItem> Items(int from, int count) => new(_items, from, count);

    public void Answer(int slot, BatchAnswer<TOutcome> answer) => Release(slot)?.Answer(answer);

    /// <summary>Ends every slot still open with a failure: the batcher's own defect, never an item's.</summary>
    public void Fail(Exception failure)
    {
        for (var slot = 0; slot < Count; slot++) Release(slot)?.Fail(failure);
    }

    /// <summary>Moves the open slots of a range to its front, in order.</summary>
    /// <returns>How many they are.</returns>
    public int Compact(int from, int count)
    {
        var kept = from;
        for (var slot = from; slot < from + count; slot++)
        {
            if (Release(slot) is not { } caller) continue;
            _items[kept] = _items[slot];
            _callers[kept++] = caller;
        }
        return kept - from;
    }

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        Array.Clear(_callers, 0, Count);
        (Count, Weight) = (0, 0);
    }

    private Waiting<TItem, TOutcome>? Release(int slot)
    {
        var caller = _callers[slot];
        _callers[slot] = null;
        return caller;
    }
}
