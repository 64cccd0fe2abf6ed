namespace RedVest.CertLogic;

internal delegate Value Evaluation(ref Frame frame);

/// <summary>What an evaluation can see, and what it noticed. Lives on the stack.</summary>
internal struct Frame
{
    public Value Data;
    public Value Accumulator;
    public Value Current;
    public bool Missing;
}
