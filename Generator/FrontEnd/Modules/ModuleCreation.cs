using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// Finds modules that are made where the model computes. Parameters belong to fields, which name them and make them once; a module without
/// a field would share its parameters with every other one that the same method makes.
/// </summary>
internal static class ModuleCreation
{
    /// <summary>Refuses a body that makes a module, be it on a side that is never taken.</summary>
    /// <param name="body">The body of Forward, Loss or of a method that they call.</param>
    /// <param name="method">Its method.</param>
    /// <exception cref="LanguageException">It makes one; reported at <c>new</c>.</exception>
    public static void MustBeNone(IOperation body, IMethodSymbol method)
    {
        var creation = body.Descendants().OfType<IObjectCreationOperation>().FirstOrDefault(creation => creation.Type.IsModule());
        if (creation is null) return;
        var (type, field) = (creation.Type!.Name, FieldName(creation.Type.Name));
        throw new LanguageException(Descriptors.ModuleInForward, creation.Syntax.GetFirstToken().GetLocation(),
            FieldFix.Extract(creation, method, field), type, method.Name, field);
    }

    private static string FieldName(string type) => "_" + char.ToLowerInvariant(type[0]) + type.Substring(1);
}
