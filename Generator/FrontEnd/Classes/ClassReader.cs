using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Reads a model or module class into its graph: declares inputs and fields, then runs Forward and Loss on symbolic values.
/// </summary>
internal static class ClassReader
{
    /// <summary>The class as a spec, and what is to be told of it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="code">Where its source is.</param>
    /// <param name="modules">The modules that it uses.</param>
    /// <param name="arguments">Of a module that is read for one use: what its constructor is given there.</param>
    /// <param name="inputs">The types of what Forward is given, where it takes any.</param>
    /// <exception cref="LanguageException">It has a mistake, or is a module that each use decides.</exception>
    public static (ModelSpec Spec, IReadOnlyList<Diagnostic> Notes) Read(
        INamedTypeSymbol type,
        SourceCode code,
        IModuleGraphs modules,
        IReadOnlyDictionary<string, SymbolicValue>? arguments = null,
        IReadOnlyList<TensorType>? inputs = null)
    {
        var context = new ReadingContext(type, code, arguments, inputs);
        var members = new ClassMembers(context, modules);
        var spec = new SignatureReader(context, members).Read();
        if (spec.Optimizer is { } optimizer)
            spec = spec with { Optimizer = new GradientTransformReader(context, modules).Read(optimizer, spec.Graph) };
        return (spec, [.. members.Unused(), .. context.Notes]);
    }
}
