using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>The form of a class's fields: modules and parameters are fields, and no tensor is computed when an object is made.</summary>
internal static class FieldForm
{
    /// <exception cref="LanguageException">A property stands for a field, or a field has a tensor that C# would compute.</exception>
    public static void Check(INamedTypeSymbol type, SourceCode code)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.AssociatedSymbol is IPropertySymbol property) CheckProperty(property, code);
            else CheckField(field, code);
        }

        foreach (var constructor in type.InstanceConstructors) CheckConstructor(constructor, code);
    }

    private static void CheckProperty(IPropertySymbol property, SourceCode code)
    {
        var isModule = property.Type.HoldsModules();
        if (!isModule && !property.Type.IsAnyTensor()) return;
        var syntax = property.DeclaringSyntaxReferences.Select(code.Syntax).OfType<PropertyDeclarationSyntax>().FirstOrDefault();
        var type = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var value = syntax?.Initializer is { Value: var initializer } ? initializer.ToString() : "new(...)";
        var field = isModule
            ? $"private readonly {type} {property.Name} = {value};"
            : $"[Parameter(...)] private readonly {type} {property.Name};";
        throw new LanguageException(Descriptors.PropertyForField, ClassRequirements.LocationOf(property),
            isModule ? FieldFix.OfProperty(syntax, field) : null, property.Name,
            isModule ? "modules" : "parameters", field);
    }

    private static void CheckField(IFieldSymbol field, SourceCode code)
    {
        if (field.Attribute("ParameterAttribute") is { } attribute && !field.Type.IsTensor())
            throw new LanguageException(Descriptors.WrongSignature, ClassRequirements.LocationOf(field), field.Name,
                $"what is trained is a Tensor, not {field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}: write "
                    + $"'[{attribute.ApplicationSyntaxReference?.GetSyntax()}] private readonly Tensor {field.Name};'");
        if (field.Type is INamedTypeSymbol { TypeArguments: [.., var element], Name: var collection } && element.HoldsModules()
            && (collection.EndsWith("Dictionary", StringComparison.Ordinal) || collection.EndsWith("Set", StringComparison.Ordinal)))
            throw new LanguageException(Descriptors.UnknownSyntax, ClassRequirements.LocationOf(field), $"a {collection} of modules",
                $"modules stand in fields, arrays and lists: write 'private readonly {element.Name}[] {field.Name} = [new(...), ...];'");
        if (field.IsStatic || !HoldsTensors(field.Type)) return;
        foreach (var declarator in field.DeclaringSyntaxReferences.Select(code.Syntax).OfType<VariableDeclaratorSyntax>())
        {
            if (declarator.Initializer is { Value: var value } && code.Operation(value) is { } operation
                && (IsComputed(operation) || operation.ConstantValue is { HasValue: true, Value: not null }))
                throw Computed(field, operation);
        }
    }

    private static void CheckConstructor(IMethodSymbol constructor, SourceCode code)
    {
        foreach (var syntax in constructor.DeclaringSyntaxReferences.Select(code.Syntax).OfType<ConstructorDeclarationSyntax>())
        {
            var assigned = code.Operation(syntax)?.Descendants().OfType<ISimpleAssignmentOperation>().FirstOrDefault(assignment =>
                assignment.Target is IFieldReferenceOperation { Field: var field } && HoldsTensors(field.Type)
                    && IsComputed(assignment.Value));
            if (assigned is { Target: IFieldReferenceOperation target }) throw Computed(target.Field, assigned.Value);
        }
    }

    private static bool HoldsTensors(ITypeSymbol type)
        => type.IsAnyTensor() || (type is IArrayTypeSymbol array && array.ElementType.IsAnyTensor());

    /// <summary>Whether a tensor's method, operator or conversion runs where the value is made.</summary>
    private static bool IsComputed(IOperation value) => value.DescendantsAndSelf().Any(operation => operation switch
    {
        IInvocationOperation call => call.TargetMethod.ContainingType.IsAnyTensor(),
        IConversionOperation conversion => conversion.OperatorMethod?.ContainingType.IsAnyTensor() == true,
        IBinaryOperation binary => binary.OperatorMethod?.ContainingType.IsAnyTensor() == true,
        _ => false,
    });

    private static LanguageException Computed(IFieldSymbol field, IOperation value)
    {
        var mark = Kept(value);
        var fix = mark is null ? null : FieldFix.Mark(value.Syntax, mark);
        return new(Descriptors.TensorInField, value.Syntax.GetLocation(), fix, field.Name,
            mark is null
            ? $"mark it '[Parameter(...)]' where it is trained, '[Buffer(...)]' where it is kept, or compute it in "
                + "Forward"
            : $"write '{mark} private readonly Tensor {field.Name};', or [Parameter] where it is trained");
    }

    /// <summary>The mark of a field that has the same numbers, where they are all one.</summary>
    private static string? Kept(IOperation value)
    {
        if (value.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            || value is not IInvocationOperation { TargetMethod: { ContainingType: var type, Name: var name } }
            || !type.IsTensor() || name is not ("Zeros" or "Ones")) return null;
        var sizes = string.Join(", ", arguments.Select(argument => argument.ToString())) + (name == "Ones" ? ", Value = 1" : "");
        return $"[Buffer({sizes})]";
    }
}
