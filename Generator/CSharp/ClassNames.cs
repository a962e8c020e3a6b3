using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.CSharp;

/// <summary>The names under which a class's files and the namespaces of its code stand.</summary>
internal static class ClassNames
{
    /// <summary>
    /// The class's name with its namespace and the classes around it, for the names of files: no class of another name has the same.
    /// </summary>
    public static string FullName(IClassSpec spec) => FullName(spec.Namespace, spec.ContainingTypes, spec.Name);

    /// <inheritdoc cref="FullName(IClassSpec)"/>
    public static string FullName(string space, EquatableArray<string> containing, string name)
        => (space.Length > 0 ? space + "." : "") + string.Join("+", containing.Select(Bare).Append(name));

    /// <summary>The namespace of a model's executors; their kernels' lie below it.</summary>
    public static string Space(ModelSpec spec)
        => (spec.Namespace.Length > 0 ? spec.Namespace + "." : "") + CodeNamespace.Name(spec.ContainingTypes.Select(Bare), spec.Name);

    /// <summary>The name in a declaration.</summary>
    private static string Bare(string head) => head.Split(' ').Last().TrimStart('@');
}
