namespace ModelGen.Generator.Specs;

/// <summary>The namespace of a model's executors and kernels, which lies beside the model.</summary>
internal static class CodeNamespace
{
    /// <summary>Its last part, such as <c>NetCode</c>, or <c>Outer__NetCode</c> for a class in another one.</summary>
    /// <param name="outer">The names of the classes around the model, outermost first.</param>
    /// <param name="name">The model's.</param>
    public static string Name(IEnumerable<string> outer, string name) => string.Join("__", outer.Append(name)) + "Code";
}
