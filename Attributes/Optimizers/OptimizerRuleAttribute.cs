using System.ComponentModel;

namespace ModelGen;

/// <summary>Carries an optimizer's rule to the compilations that use it; emitted.</summary>
/// <param name="version">The version of the text form.</param>
/// <param name="text">The rule, as a graph of numbers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptimizerRuleAttribute(int version, string text) : Attribute
{
    /// <summary>The version of the text form.</summary>
    public int Version { get; } = version;

    /// <summary>The rule, as a graph of numbers.</summary>
    public string Text { get; } = text;
}
