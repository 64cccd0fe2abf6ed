namespace RedVest.Doctor;

internal enum Health
{
    Good,
    Warning,
    Bad,
}

/// <summary>One thing looked at, and one sentence about it.</summary>
internal sealed record Finding(string Check, Health Health, string Sentence);
