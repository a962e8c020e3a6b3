using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Classes;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// Numbers with which a module that each use decides is read to find what the language does not have, which is a mistake for all numbers
/// and is reported once, at the module.
/// </summary>
internal static class TrialArguments
{
    private const int Trials = 3;

    /// <summary>
    /// The first such mistake on the ways that a few numbers take; null where there is none, or the module takes more than constants.
    /// </summary>
    /// <param name="type">The module.</param>
    /// <param name="code">Where its source is.</param>
    /// <param name="modules">The modules that it uses.</param>
    public static LanguageException? Fault(INamedTypeSymbol type, SourceCode code, IModuleGraphs modules)
    {
        var parameters = ClassSymbols.Constructor(type)?.Parameters.ToList() ?? [];
        for (var trial = 0; trial < Trials; trial++)
        {
            var arguments = parameters.ToDictionary(parameter => parameter.Name, parameter => Value(parameter, trial));
            if (arguments.ContainsValue(null)) return null;
            try
            {
                ClassReader.Read(type, code, modules, arguments.ToDictionary(item => item.Key, item => item.Value!));
            }
            catch (LanguageException exception)
            {
                if (exception.IsOfText) return exception;
            }
        }

        return null;
    }

    private static SymbolicValue? Value(IParameterSymbol parameter, int trial)
    {
        if (trial == 0 && parameter.HasExplicitDefaultValue) return CSharpConstants.Value(parameter.ExplicitDefaultValue);
        return parameter.Type switch
        {
            { SpecialType: SpecialType.System_Int32 or SpecialType.System_Single or SpecialType.System_Double } =>
                new NumberValue(trial + 1),
            { SpecialType: SpecialType.System_Boolean } => new ConstantValue(trial % 2 == 0),
            { SpecialType: SpecialType.System_String } => new ConstantValue(""),
            { TypeKind: TypeKind.Enum } type => Member(type, trial),
            _ => null,
        };
    }

    private static SymbolicValue? Member(ITypeSymbol type, int trial)
    {
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToList();
        return members.Count == 0 ? null : CSharpConstants.Value(members[trial % members.Count].ConstantValue);
    }
}
