using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>The graphs of the modules that a class uses.</summary>
internal interface IModuleGraphs
{
    /// <param name="type">The module.</param>
    /// <param name="arguments">What its constructor is given.</param>
    /// <param name="location">Where it is used.</param>
    /// <param name="inputs">The types of what Forward is given, where it takes any.</param>
    /// <exception cref="LanguageException">There is none; without a diagnostic when the module's own reading reports why.</exception>
    Graph GraphFor(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments, Location? location,
        IReadOnlyList<TensorType>? inputs = null);
}
