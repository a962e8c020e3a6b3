using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>The types and attributes of the model language, by name, and common questions about symbols.</summary>
internal static class KnownNames
{
    public const string Space = "ModelGen";

    public const string Model = "ModelGen.ModelAttribute";

    public const string Module = "ModelGen.ModuleAttribute";

    public const string Optimizer = "OptimizerAttribute";

    public const string OptimizerRule = "OptimizerRuleAttribute";

    public const string Forward = "Forward";

    public const string Loss = "Loss";

    /// <summary>The symbol that stands for all leading axes, written "..." in a shape.</summary>
    public const string Leading = "_leading";

    public static bool IsTensor(this ITypeSymbol? type) => type.IsKnown("Tensor");

    public static bool IsIndexTensor(this ITypeSymbol? type) => type.IsKnown("IndexTensor");

    public static bool IsBoolTensor(this ITypeSymbol? type) => type.IsKnown("BoolTensor");

    /// <summary>Whether a type is one of the language's tensors.</summary>
    public static bool IsAnyTensor(this ITypeSymbol? type) => type.IsTensor() || type.IsIndexTensor() || type.IsBoolTensor();

    /// <summary>Whether a constructor's parameter is a dimension.</summary>
    public static bool IsDimension(this IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Int32;

    /// <summary>Whether a type is the interface that all modules of one input and one result can have.</summary>
    public static bool IsModuleInterface(this ITypeSymbol? type) => type.IsKnown("IModule");

    /// <summary>Whether a variable of this type is a module, or an array or list of modules.</summary>
    public static bool HoldsModules(this ITypeSymbol type)
        => type.IsModule() || type.IsModuleInterface() || (type is IArrayTypeSymbol array && array.ElementType.HoldsModules())
            || (type is INamedTypeSymbol { Name: "List" or "IReadOnlyList", TypeArguments: [var element] } && element.HoldsModules());

    public static bool IsModule(this ITypeSymbol? type) => type is not null && type.Attribute("ModuleAttribute") is not null;

    /// <summary>Whether a module is compiled for each shape that it is given.</summary>
    public static bool IsOpen(this INamedTypeSymbol type)
        => type.Method(Forward)?.Parameters.Any(parameter => parameter.Attribute("AnyShapeAttribute") is not null) == true;

    public static AttributeData? Attribute(this ISymbol symbol, string name)
        => symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass.IsKnown(name));

    public static bool IsPartial(this INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static IMethodSymbol? Method(this INamedTypeSymbol type, string name)
        => type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsStatic);

    /// <summary>The operations that lie between one and another around it, the innermost first.</summary>
    public static IEnumerable<IOperation> Between(this IOperation inner, IOperation outer)
    {
        for (var operation = inner.Parent; operation is not null && operation != outer; operation = operation.Parent)
            yield return operation;
    }

    public static bool IsKnown(this ITypeSymbol? type, string name)
        => type is { ContainingNamespace: { Name: Space, ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null }
            && type.Name == name;
}
