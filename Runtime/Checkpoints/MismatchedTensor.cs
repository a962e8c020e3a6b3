using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A tensor that a file has in another shape or type than the model.</summary>
/// <param name="Name">The model's name of it.</param>
/// <param name="Found">Type and shape in the file, such as <c>F32[10, 128]</c>.</param>
/// <param name="Expected">Type and shape in the model.</param>
public sealed record MismatchedTensor(string Name, string Found, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{FileText.Quoted(Name)}: {Found} in the file, {Expected} in the model";
}
