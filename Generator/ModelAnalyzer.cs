using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.FrontEnd.Bodies;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Words;

namespace ModelGen.Generator;

/// <summary>
/// Reports what is wrong with [Model] and [Module] classes, [Optimizer] classes and [Elementwise] methods, as one types: the same front end
/// as the generator's.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeError, OperationKind.Invalid, OperationKind.Binary);
        context.RegisterSyntaxNodeAction(AnalyzeAccess, SyntaxKind.SimpleMemberAccessExpression);
        context.RegisterSyntaxNodeAction(AnalyzeField, SyntaxKind.FieldDeclaration);
        context.RegisterSyntaxNodeAction(AnalyzeSetting, SyntaxKind.AttributeArgument);
    }

    private static void AnalyzeError(OperationAnalysisContext context)
    {
        var operation = context.Operation;
        if (operation is IBinaryOperation && operation.Type is not (null or IErrorTypeSymbol)) return;
        if (WordCheck.OfExpression(operation.Syntax, operation.SemanticModel!, context.CancellationToken) is { } answer)
            context.ReportDiagnostic(answer);
    }

    private static void AnalyzeField(SyntaxNodeAnalysisContext context)
    {
        if (LayerCheck.OfField((FieldDeclarationSyntax)context.Node, context.SemanticModel, context.CancellationToken) is { } answer)
            context.ReportDiagnostic(answer);
    }

    private static void AnalyzeSetting(SyntaxNodeAnalysisContext context)
    {
        var argument = (AttributeArgumentSyntax)context.Node;
        if (LayerCheck.OfSetting(argument, context.SemanticModel, context.CancellationToken) is { } answer)
            context.ReportDiagnostic(answer);
    }

    private static void AnalyzeAccess(SyntaxNodeAnalysisContext context)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        if (MissingMember.Diagnose(access, context.SemanticModel, context.CancellationToken) is { } missing)
            context.ReportDiagnostic(missing);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (BoundsCheck.OfMath(call, context.ContainingSymbol) is { } bounds) context.ReportDiagnostic(bounds);
        if (OutsideCall.Diagnose(call, context.ContainingSymbol) is { } outside) context.ReportDiagnostic(outside);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        if (context.Symbol.Attribute("ElementwiseAttribute") is not null)
            ElementwiseParser.Check((IMethodSymbol)context.Symbol, context.Compilation, context.ReportDiagnostic,
                context.CancellationToken);
        if (GradientTransformMethods.Stray((IMethodSymbol)context.Symbol) is { } stray) context.ReportDiagnostic(stray);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute(KnownNames.Optimizer) is not null)
            RuleParser.Parse(type, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
        if (type.Attribute("ModelAttribute") is null && type.Attribute("ModuleAttribute") is null) return;
        if (ModelParser.Parse(type, context.Compilation, context.ReportDiagnostic, context.CancellationToken) is not { } spec) return;
        foreach (var diagnostic in TrainingNotes.Find(type, spec)) context.ReportDiagnostic(diagnostic);
    }
}
