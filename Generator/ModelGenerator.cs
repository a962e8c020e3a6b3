using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.Models;

namespace ModelGen.Generator;

/// <summary>
/// The pipeline: each [Model], [Module] and [Optimizer] class becomes a spec, which is equal as long as the class means the same; a spec becomes files.
/// Mistakes are the analyzer's to report.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string Specs = "Specs";

    internal const string Modules = "Modules";

    internal const string Rules = "Rules";

    internal const string Files = "Files";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var hasGpu = context.CompilationProvider.Select((compilation, _) => compilation.GetTypeByMetadataName("ModelGen.Gpu.IlgpuExecutor") is not null);

        var modules = context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Module, (_, _) => true, Parse);
        context.RegisterSourceOutput(Right(modules).WithTrackingName(Modules).Select((spec, _) => ModuleEmission.File(spec)), Add);
        context.RegisterSourceOutput(modules.Where(module => module.Carried is not null).Select((module, _) => ModuleEmission.File(module.Carried!)), Add);

        var rules = context.SyntaxProvider.ForAttributeWithMetadataName("ModelGen." + KnownNames.Optimizer, (_, _) => true, ParseRule).Where(spec => spec is not null).WithTrackingName(Rules);
        context.RegisterSourceOutput(rules.Select((spec, _) => ModuleEmission.File(spec!)), Add);

        var placed = context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Model, (_, _) => true, (model, cancellation) => (Source: Parse(model, cancellation), Place: ClassPlace.Of(model.TargetSymbol)));
        var models = placed.Select((model, _) => model.Source);
        var files = Right(models).WithTrackingName(Specs).Combine(hasGpu).Select((pair, _) => Compile(pair.Left, pair.Right)).WithTrackingName(Files);
        context.RegisterSourceOutput(files.SelectMany((model, _) => model.Files), Add);

        var places = placed.Select((model, _) => model.Place).Collect();
        context.RegisterSourceOutput(files.Where(model => model.Fault is not null).Combine(places), Report);

        context.RegisterSourceOutput(models.Where(model => model.Broken is not null).Select((model, _) => BrokenModel.File(model.Broken!)), Add);
    }

    private static IncrementalValuesProvider<ModelSpec> Right(IncrementalValuesProvider<ModelSource> classes) => classes.Where(model => model.Spec is not null).Select((model, _) => model.Spec!);

    // A class whose parts both have the attribute, or that is a model and a module, is read once.
    private static ModelSource Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var isFirst = context.TargetSymbol is INamedTypeSymbol type && (type.Attribute("ModelAttribute") ?? type.Attribute("ModuleAttribute"))?.ApplicationSyntaxReference is { } first
            && first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span)
            && context.Attributes.Any(attribute => attribute.ApplicationSyntaxReference?.Span == first.Span);
        return isFirst ? ModelParser.Source((INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellation) : new(null, null);
    }

    private static RuleSpec? ParseRule(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => context.TargetSymbol is INamedTypeSymbol type ? RuleParser.Parse(type, context.SemanticModel.Compilation, _ => { }, cancellation) : null;

    private static ModelFiles Compile(ModelSpec spec, bool hasGpu)
    {
        try
        {
            return new(spec.Name, ModelEmission.Files(spec, hasGpu).ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(spec.Name, EquatableArray<GeneratedFile>.Empty, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static void Report(SourceProductionContext output, (ModelFiles Model, ImmutableArray<ClassPlace> Places) fault)
        => output.ReportDiagnostic(Diagnostic.Create(Descriptors.CompilerFault, fault.Places.FirstOrDefault(place => place.Name == fault.Model.Name)?.Location, fault.Model.Name, fault.Model.Fault));

    private static void Add(SourceProductionContext output, GeneratedFile file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
