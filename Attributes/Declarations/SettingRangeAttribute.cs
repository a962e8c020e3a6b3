namespace ModelGen;

/// <summary>
/// Tells which values a setting may have: a property of an optimizer, or a number that a constructor or method takes. A constant outside of
/// the range is a compile error at the argument; a number that only the running program knows, such as a model's LearningRate, is checked
/// when it is set. NaN and infinity are never in a range.
/// </summary>
/// <param name="minimum">The least value.</param>
/// <param name="maximum">The greatest value; without one there is no bound above.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SettingRangeAttribute(double minimum, double maximum = double.PositiveInfinity) : Attribute
{
    /// <summary>The least value.</summary>
    public double Minimum => minimum;

    /// <summary>The greatest value, or what all values are below; infinity where there is no such bound.</summary>
    public double Maximum => maximum;

    /// <summary>Whether all values are below the maximum, as decays of means are below 1.</summary>
    public bool ExcludesMaximum { get; set; }
}
