using System.ComponentModel;

namespace ModelGen;

/// <summary>
/// Carries the source of a module that is compiled where it is used: for the modules, numbers and shapes that it is given there; emitted.
/// </summary>
/// <param name="version">The version of the language.</param>
/// <param name="parts">The parts of the class, each a compilation unit.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleSourceAttribute(int version, params string[] parts) : Attribute
{
    /// <summary>The version of the language.</summary>
    public int Version { get; } = version;

    /// <summary>The parts of the class.</summary>
    public IReadOnlyList<string> Parts { get; } = parts;
}
