namespace ModelGen;

/// <summary>
/// Marks a partial class as a reusable block: parameters and a method Forward. A model or another module has it as a field.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleAttribute : Attribute;
