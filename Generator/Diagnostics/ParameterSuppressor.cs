using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generator.Diagnostics;

/// <summary>
/// Silences what compiler and analyzers say of parameter fields that nobody assigns, of constructor parameters that only shapes name, of
/// gradient transformations that nobody calls, of methods whose tensors nobody checks and that could be static, and of fields and arrays
/// that could be hidden, more special or shared: all are read by ModelGen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterSuppressor : DiagnosticSuppressor
{
    private static readonly string[] MemberWarnings = ["CS0169", "CS0649", "CS8618", "IDE0044", "IDE0051", "IDE0052", "CA1823"];

    private static readonly string[] FieldAttributes = ["ParameterAttribute", "BufferAttribute", "StateAttribute"];

    private static readonly string[] ConstructorWarnings = ["CS9113", "IDE0060"];

    private const string NullCheck = "CA1062";

    private static readonly string[] MethodWarnings = ["CA1822", NullCheck, "CA1051", "CA1859", "CA1861"];

    private static readonly string[] Tensors = ["Tensor", "IndexTensor", "BoolTensor"];

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Descriptors = MemberWarnings.Concat(ConstructorWarnings)
        .Concat(MethodWarnings)
        .ToImmutableDictionary(id => id, id => new SuppressionDescriptor("MGS" + id, id, "read by ModelGen"));

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Descriptors.Values.ToImmutableArray();

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            // If there is a constructor, CS8618 is reported there, with the field as an additional location.
            var location = diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location;
            if (location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan);
            var model = context.GetSemanticModel(tree);
            var symbol = MethodWarnings.Contains(diagnostic.Id)
                ? model.GetEnclosingSymbol(location.SourceSpan.Start, context.CancellationToken)
                ?? model.GetDeclaredSymbol(node, context.CancellationToken)
                : model.GetDeclaredSymbol(node, context.CancellationToken);
            if (IsReadByModelGen(diagnostic.Id, symbol) || (diagnostic.Id == NullCheck
                && IsTensor(model.GetTypeInfo(Innermost(tree, location, context.CancellationToken), context.CancellationToken).Type)))
                context.ReportSuppression(Suppression.Create(Descriptors[diagnostic.Id], diagnostic));
        }
    }

    private static SyntaxNode Innermost(SyntaxTree tree, Location location, CancellationToken cancellation)
        => tree.GetRoot(cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>Whether a tensor stands there: a function of tensors can check none, wherever it is.</summary>
    private static bool IsTensor(ITypeSymbol? type) => type is
    {
        Name: var name,
        ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true }
    } && Tensors.Contains(name);

    private static bool IsReadByModelGen(string id, ISymbol? symbol)
    {
        if (MemberWarnings.Contains(id))
            return (symbol is IFieldSymbol && FieldAttributes.Any(attribute => Has(symbol, attribute)))
                || (symbol is IMethodSymbol && Has(symbol, "GradientTransformAttribute"));
        if (MethodWarnings.Contains(id)) return IsOfModel(symbol as INamedTypeSymbol ?? symbol?.ContainingType);
        return symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
            && IsOfModel(constructor.ContainingType);
    }

    private static bool IsOfModel(INamedTypeSymbol? type)
        => type is not null && (Has(type, "ModuleAttribute") || Has(type, "ModelAttribute"));

    private static bool Has(ISymbol symbol, string attribute)
        => symbol.GetAttributes()
            .Any(data =>
                data.AttributeClass is
                {
                    Name: var name,
                    ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true }
                } && name == attribute);
}
