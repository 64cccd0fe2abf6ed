namespace RedVest.Certificates;

/// <summary>What became of one text: the outcome, how far each step came, and what was read. Reading is not believing: look at the outcome.</summary>
public sealed class Reading
{
    private readonly StepState[] _steps = new StepState[(int)Step.Rule + 1];

    public Outcome Outcome { get; internal set; }

    /// <summary>A stable code of what exactly decided the outcome.</summary>
    public string Detail { get; internal set; } = "";

    public StepState this[Step step]
    {
        get => _steps[(int)step];
        internal set => _steps[(int)step] = value;
    }

    public ReadOnlyMemory<byte> Kid { get; internal set; }

    /// <summary>ES256 or PS256 as the code says; null for another or none.</summary>
    public string? Algorithm { get; internal set; }

    /// <summary>Who the code says issued it.</summary>
    public string? Issuer { get; internal set; }

    public DateTimeOffset? IssuedAt { get; internal set; }

    public DateTimeOffset? ExpiresAt { get; internal set; }

    /// <summary>Null when none could be read.</summary>
    public Certificate? Certificate { get; internal set; }

    /// <summary>Null when the code is no pass.</summary>
    public PassClaims? Pass { get; internal set; }

    /// <summary>The trusted key that made the signature; null when none did.</summary>
    public TrustedKey? Key { get; internal set; }

    public CertificateKind Kind => Certificate?.Kind ?? CertificateKind.None;

    /// <summary>The certificate as it was written, also when it is damaged.</summary>
    internal CborMap? Dcc { get; init; }

    internal Reading As(Outcome outcome, string detail)
    {
        (Outcome, Detail) = (outcome, detail);
        return this;
    }

    internal Reading Fail(Step step, Outcome outcome, string detail)
    {
        this[step] = StepState.Failed;
        return As(outcome, detail);
    }
}
