using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Targets;

/// <summary>A target that a compilation can use.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Models">The models for which it is wanted, separated by semicolons, or * for all.</param>
/// <param name="Settings">The value of the target's <see cref="Target.Settings"/>.</param>
internal sealed record PresentTarget(string Name, string Models, string Settings = "")
{
    private const string Every = "*";

    /// <summary>The targets of a compilation.</summary>
    /// <param name="hasType">Whether it has a type of a metadata name.</param>
    /// <param name="property">The value of an MSBuild property; null or empty where it has none.</param>
    public static EquatableArray<PresentTarget> Find(Func<string, bool> hasType, Func<string, string?> property)
        => Target.All.Where(target => target.RuntimeType is null || hasType(target.RuntimeType))
            .Select(target => new PresentTarget(target.Name, target.Property is null ? Every : property(target.Property) ?? "",
                target.Settings is null ? "" : property(target.Settings) ?? ""))
            .Where(target => target.Models.Length > 0).ToEquatableArray();

    /// <summary>Whether it is wanted for a model.</summary>
    public bool IsFor(string model) => Models == Every || Models.Split(';').Any(name => name.Trim() == model);
}
