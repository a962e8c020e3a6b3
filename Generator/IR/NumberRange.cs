namespace ModelGen.Generator.IR;

/// <summary>The values that a setting may have; NaN and infinity are never among them.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="ExcludesMaximum">Whether all values are below the maximum.</param>
internal sealed record NumberRange(string Name, double Minimum, double Maximum, bool ExcludesMaximum)
{
    /// <summary>Any number.</summary>
    public static NumberRange Finite(string name) => new(name, double.NegativeInfinity, double.PositiveInfinity, false);

    /// <summary>The range in words, such as <c>a number of 0 or more and below 1</c>.</summary>
    public string Words => (double.IsInfinity(Minimum), double.IsInfinity(Maximum)) switch
    {
        (true, true) => "a finite number",
        (false, true) => $"a finite number of {GraphText.Number(Minimum)} or more",
        _ when ExcludesMaximum => $"a number of {GraphText.Number(Minimum)} or more and below {GraphText.Number(Maximum)}",
        _ => $"a number from {GraphText.Number(Minimum)} to {GraphText.Number(Maximum)}",
    };

    /// <summary>Whether a value is in the range.</summary>
    public bool Contains(double value)
        => !double.IsNaN(value) && !double.IsInfinity(value) && value >= Minimum && (ExcludesMaximum ? value < Maximum : value <= Maximum);
}
