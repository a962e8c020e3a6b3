namespace ModelGen;

/// <summary>
/// Freezes parameters of a model while compiling: no gradient is computed for them, the optimizer keeps nothing for them, and a training
/// step leaves them as they are to the bit. Several attributes may stand on a model.
/// </summary>
/// <param name="pattern">
/// A name such as <c>_backbone.fc.weight</c>, or a pattern: * stands for any characters, dots too, and ? for one. One that no parameter
/// has is the compile error MG0604.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FreezeAttribute(string pattern) : Attribute
{
    /// <summary>The name or pattern.</summary>
    public string Pattern => pattern;
}
