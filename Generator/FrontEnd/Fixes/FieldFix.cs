using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>Fixes of a class's fields: they are made of what stands elsewhere, or are taken away.</summary>
internal static class FieldFix
{
    /// <summary>Makes a module that a method creates a field of the class.</summary>
    /// <param name="creation">The creation.</param>
    /// <param name="method">The method, whose body it stands in.</param>
    /// <param name="name">The field's name.</param>
    /// <returns>The fix; null where the creation depends on what only the method knows, or the class has the name.</returns>
    public static Fix? Extract(IObjectCreationOperation creation, IMethodSymbol method, string name)
    {
        if (creation.Syntax is not BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments, Initializer: null } syntax
            || syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax { Parent: TypeDeclarationSyntax holder }
            || method.ContainingType.GetMembers(name).Length > 0 || !creation.Arguments.All(argument => IsOutside(argument.Value)))
            return null;
        var next = holder.Members.OfType<FieldDeclarationSyntax>().LastOrDefault() is { } last
            ? holder.Members[holder.Members.IndexOf(last) + 1]
            : holder.Members[0];
        var type = creation.Type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return new($"Make it the field {name}", Before(next, $"private readonly {type} {name} = new{arguments};"),
            new TextChange(syntax.Span, name));
    }

    /// <summary>Makes a field of a property that holds a module.</summary>
    public static Fix? OfProperty(PropertyDeclarationSyntax? property, string declaration)
        => property is { Initializer: not null, ExpressionBody: null }
            ? new("Make it a field", new TextChange(TextSpan.FromBounds(
                property.Modifiers.FirstOrDefault() is { RawKind: not 0 } first ? first.SpanStart : property.Type.SpanStart,
                property.Span.End), declaration))
            : null;

    /// <summary>Marks a field, and takes the value away that C# would compute.</summary>
    public static Fix? Mark(SyntaxNode? value, string mark)
        => value?.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field },
            },
        } clause
            ? new($"Mark it {mark}", SyntaxFixes.Before(field, mark + " "),
                new TextChange(TextSpan.FromBounds(clause.GetFirstToken().GetPreviousToken().Span.End, clause.Span.End), ""))
            : null;

    /// <summary>Takes a field away.</summary>
    public static Fix? Remove(IFieldSymbol field)
    {
        if (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.Parent?.Parent is not FieldDeclarationSyntax { Declaration.Variables: var variables } declaration) return null;
        var span = variables.Count == 1 ? Whole(declaration) : Separated(declarator, variables);
        return span is { } gone ? new($"Take {field.Name} away", new TextChange(gone, "")) : null;
    }

    /// <summary>A declaration with its comments and the rest of its line; null where a directive stands among them.</summary>
    private static TextSpan? Whole(FieldDeclarationSyntax declaration) => declaration.ContainsDirectives ? null : declaration.FullSpan;

    private static TextSpan Separated(VariableDeclaratorSyntax declarator, SeparatedSyntaxList<VariableDeclaratorSyntax> variables)
    {
        var number = variables.IndexOf(declarator);
        return number + 1 < variables.Count
            ? TextSpan.FromBounds(declarator.SpanStart, variables[number + 1].SpanStart)
            : TextSpan.FromBounds(variables[number - 1].Span.End, declarator.Span.End);
    }

    /// <summary>A member before another one, on a line of its own where the other has one.</summary>
    private static TextChange Before(MemberDeclarationSyntax next, string member)
    {
        var before = next.SyntaxTree.GetText().ToString(TextSpan.FromBounds(next.FullSpan.Start, next.SpanStart));
        var indent = before.Substring(before.LastIndexOf('\n') + 1);
        var line = next.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        return StandsAlone(next) ? SyntaxFixes.Before(next, member + line + line + indent) : SyntaxFixes.Before(next, member + " ");
    }

    private static bool StandsAlone(MemberDeclarationSyntax member)
        => member.GetFirstToken().GetPreviousToken() is var before && member.SyntaxTree.GetText().Lines is var lines
            && lines.IndexOf(before.Span.End) != lines.IndexOf(member.SpanStart);

    private static bool IsOutside(IOperation value)
        => !value.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation or IInstanceReferenceOperation
            or IParameterReferenceOperation { Parameter.ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } });
}
