using System.ComponentModel;

namespace ModelGen;

/// <summary>Carries a module's graph to the compilations that use it; emitted.</summary>
/// <param name="version">The version of the text form.</param>
/// <param name="text">The graph.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleGraphAttribute(int version, string text) : Attribute
{
    /// <summary>The version of the text form.</summary>
    public int Version { get; } = version;

    /// <summary>The graph.</summary>
    public string Text { get; } = text;
}
