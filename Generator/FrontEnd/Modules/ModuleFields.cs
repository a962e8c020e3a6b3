using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>Reads the parameters and buffers of other modules, and of those that stand in them.</summary>
internal sealed class ModuleFields(ReadingContext context, Scope scope)
{
    /// <param name="holder">The module.</param>
    /// <param name="field">Its field.</param>
    /// <exception cref="LanguageException">The module has no such parameter for what its constructor is given.</exception>
    public SymbolicValue Read(SymbolicValue holder, IFieldReferenceOperation field)
    {
        var (module, path) = holder switch
        {
            ModuleValue outer => (outer, ""),
            ModulePartValue part => (part.Outer, part.Path),
            _ => throw Unknown(field),
        };
        if (field.Field.Type.HoldsModules()) return new ModulePartValue(module, path + field.Field.Name + ".");
        if (IsDecidedByEachUse(module)) throw LanguageException.ForEachUse();
        if (new ModuleInliner(context, scope, module).Parameter(path + field.Field.Name) is { } node) return new TensorValue(node);
        throw field.Field.Type.IsTensor() && module.Open is null ? Absent(field, module) : Unknown(field);
    }

    /// <summary>Whether a module has other parameters for other numbers, which are not known here.</summary>
    private bool IsDecidedByEachUse(ModuleValue module)
        => !context.IsModel && NumberSubstitution.MayDecide(module.Graph)
            && (module.Numbers.Values.Any(value => UnknownNumbers.AreIn(value, context.Builder))
                || module.Arguments.Values.Any(dim => UnknownNumbers.AreIn(dim, context.Builder)));

    private static LanguageException Absent(IFieldReferenceOperation field, ModuleValue module) => new(
        Descriptors.NoElement,
        field.Syntax.GetLocation(),
        SyntaxText.Short(field.Syntax),
        $"{ModuleName.Full(module)} has no such parameter, for its Forward does not use it")
    { IsOfValues = true };

    private static LanguageException Unknown(IFieldReferenceOperation field)
        => new(
            Descriptors.UnknownSyntax,
            field.Syntax.GetLocation(),
            $"'{SyntaxText.Short(field.Syntax)}'",
            "of another module, the parameters that its Forward uses can be read")
        { IsOfValues = true };
}
