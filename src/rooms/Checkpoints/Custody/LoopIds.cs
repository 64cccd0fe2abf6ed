using RedVest.Kernel.Loops;

namespace RedVest.Checkpoints.Custody;

/// <summary>The ids of the loops of persons.</summary>
internal static class LoopIds
{
    /// <summary>
    /// The loop of one occupant: the passage's id with the number laid over its last byte. Every phone can say it without asking, so that a
    /// yard without a network names the same loop as the lane. Keeps the time inside the id.
    /// </summary>
    public static Guid Of(Guid passage, int n)
    {
        Span<byte> bytes = stackalloc byte[16];
        passage.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[15] ^= (byte)n; // 0 to 100
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The loop of an occupant who passed although they were restricted: another one than the post's.</summary>
    public static Guid OfSought(Guid passage, int n)
    {
        Span<byte> bytes = stackalloc byte[16];
        Of(passage, n).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[14] ^= 0x5A;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The loop of an occupant, whose passage and number it carries.</summary>
    public static LoopFold OfOccupant(this LoopBatch loops, Guid passage, int n)
    {
        var loop = loops.Of(Of(passage, n), CustodyKinds.Person);
        (loop.Row.Subject, loop.Row.Part) = (passage, n);
        return loop;
    }
}
