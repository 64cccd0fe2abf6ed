namespace RedVest.Certificates;

/// <summary>A text taken apart and its signature tried: what holds whenever it is asked. Holds personal data; keep it briefly.</summary>
public sealed class SignedCode
{
    private readonly Step _reached;
    private readonly Outcome _no;
    private readonly string _detail;
    private readonly CoseSign1? _cose;
    private readonly Claims? _claims;
    private readonly Certificate? _certificate;
    private readonly PassClaims? _pass;
    private readonly string? _fault;
    private readonly IReadOnlyList<TrustedKey> _signers = [];

    private SignedCode(Step reached, Outcome no, string detail, CoseSign1? cose)
    {
        (_reached, _no, _detail, _cose) = (reached, no, detail, cose);
    }

    private SignedCode(CoseSign1 cose, Claims claims, IReadOnlyList<TrustedKey> signers, Outcome no, string detail)
        : this(Step.Signature, no, detail, cose)
    {
        (_claims, _signers) = (claims, signers);
        if (claims.Dcc is { } dcc)
            _certificate = DccSchema.Read(dcc, out _fault);
        else if ((_pass = PassClaims.Read(claims.Pass!)) is null) // claims hold the one or the other
            _fault = "schema-pass";
    }

    /// <summary>What it says as a pass, believed or not; null when it is none.</summary>
    public PassClaims? Pass => _pass;

    /// <summary>What was signed; null when it was not reached.</summary>
    internal ReadOnlyMemory<byte>? Payload => _cose?.Payload;

    internal static SignedCode Broken(Step step, Outcome outcome, string detail, CoseSign1? cose = null) => new(step, outcome, detail, cose);

    internal static SignedCode Whole(CoseSign1 cose, Claims claims, (IReadOnlyList<TrustedKey> Signers, Outcome No, string Detail) trust) =>
        new(cose, claims, trust.Signers, trust.No, trust.Detail);

    /// <summary>What the code is worth.</summary>
    /// <param name="at">The instant for which time window, keys and age of the sample are judged.</param>
    /// <param name="requirement">Today's rule; null leaves a good code <see cref="Outcome.Unruled"/>.</param>
    public Reading At(DateTimeOffset at, Requirement? requirement = null)
    {
        var reading = new Reading { Kid = _cose?.Kid ?? default, Algorithm = _cose?.AlgorithmName, Dcc = _claims?.Dcc };
        for (var step = Step.Prefix; step < _reached && step < Step.Schema; step++) reading[step] = StepState.Ok;
        if (_claims is null) return reading.Fail(_reached, _no, _detail);

        // From here on every step is taken, so that the reading says what each found; the order of the outcomes decides.
        (reading.Issuer, reading.IssuedAt, reading.ExpiresAt) = (_claims.Issuer, Claims.Instant(_claims.IssuedAt), Claims.Instant(_claims.ExpiresAt));
        (reading.Certificate, reading.Pass) = _fault is null ? (_certificate, _pass) : (null, null);
        reading[Step.Schema] = _fault is null && _certificate?.Several is null ? StepState.Ok : StepState.Failed;
        var outside = _claims.Outside(at);
        reading[Step.Time] = outside is null ? StepState.Ok : StepState.Failed;
        var untrusted = Trust(reading, at);
        return _fault is not null ? reading.As(Outcome.Damaged, _fault)
            : untrusted is { } no ? reading.As(no.Outcome, no.Detail)
            : outside is { } when ? reading.As(when.Outcome, when.Detail)
            : _certificate is null ? reading.As(Outcome.Unruled, "pass") // what it is worth is for the post to say
            : Rules.Judge(reading, _certificate, at, requirement);
    }

    private KeyUsages Needs => _certificate?.Needs ?? KeyUsages.Pass;

    /// <summary>The signer that fits best, and why none does.</summary>
    private (Outcome Outcome, string Detail)? Trust(Reading reading, DateTimeOffset at)
    {
        reading[Step.Signature] = _signers.Count > 0 ? StepState.Ok : StepState.Failed;
        if (_signers.Count == 0) return (_no, _detail);
        string? second = null;
        foreach (var key in _signers)
        {
            var may = (Needs & ~key.Usages) == KeyUsages.None;
            reading.Key = key;
            reading[Step.Usage] = may && key.Holds(at) ? StepState.Ok : StepState.Failed;
            if (reading[Step.Usage] == StepState.Ok) return null;
            second ??= may ? "key-outside-validity" : "wrong-key-usage";
        }

        return (Outcome.IssuerUnknown, second!);
    }
}
