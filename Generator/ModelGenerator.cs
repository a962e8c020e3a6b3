using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;

namespace ModelGen.Generator;

/// <summary>
/// The pipeline: each [Model], [Module] and [Optimizer] class becomes a spec, which is equal as long as the class means the same; a spec
/// becomes files. Mistakes are the analyzer's to report.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string Specs = "Specs";

    internal const string Modules = "Modules";

    internal const string Rules = "Rules";

    internal const string Files = "Files";

    internal const string Placed = "Placed";

    /// <summary>The MSBuild property that names a folder for emitted files.</summary>
    private const string EmitFolder = "ModelGenEmit";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider);
        var project = settings.Select((pair, _) =>
            ProjectSettings.FromCompilation((CSharpCompilation)pair.Left, Property(pair.Right, EmitFolder) is { Length: > 0 }));
        var targets = settings.Select((pair, _) => PresentTarget.Find(
            type => pair.Left.GetTypeByMetadataName(type) is not null, property => Property(pair.Right, property)));

        var modules = context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Module, (_, _) => true, Parse);
        var graphs = ValidSpecs(modules).WithTrackingName(Modules).Select((spec, _) => Emit(spec, ModuleEmission.File));
        var carried = modules.Where(module => module.SourceModule is not null)
            .Select((module, _) => Emit(module.SourceModule!, ModuleEmission.File));

        var optimizers = context.SyntaxProvider.ForAttributeWithMetadataName("ModelGen." + KnownNames.Optimizer, (_, _) => true, ParseRule);
        var rules = optimizers.Where(rule => rule.Spec is not null).Select((rule, _) => rule.Spec!).WithTrackingName(Rules)
            .Select((spec, _) => Emit(spec, ModuleEmission.File));

        var models = context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Model, (_, _) => true, Parse);
        var files = ValidSpecs(models).WithTrackingName(Specs).Combine(targets)
            .Select((pair, _) => Emit(pair.Left, spec => ModelEmission.Files(spec, pair.Right))).WithTrackingName(Files);
        var lines = models.Where(model => model.Spec is not null)
            .Select((model, _) => new SourceLines(ClassNames.FullName(model.Spec!), model.Lines)).Collect()
            .Select((all, _) => all.ToEquatableArray());
        var placed = files.Combine(lines).Combine(project).Select((pair, _) => Place(pair.Left.Left, pair.Left.Right, pair.Right.IsDebug))
            .WithTrackingName(Placed);
        var broken = models.Where(model => model.Broken is not null).Select((model, _) => Emit(model.Broken!, InvalidModel.File));

        // Locations are combined only into fault reports, so that a moved class does not invalidate other outputs.
        var locations = Locations(context, KnownNames.Model).Combine(Locations(context, KnownNames.Module))
            .Combine(Locations(context, "ModelGen." + KnownNames.Optimizer))
            .Select((three, _) => three.Left.Left.AddRange(three.Left.Right).AddRange(three.Right));
        IncrementalValuesProvider<ModelFiles>[] all = [graphs, carried, rules, placed, broken];
        var alike = all.Select(emitted => emitted.Select((model, _) => model.FullName).Collect())
            .Aggregate((left, right) => left.Combine(right).Select((both, _) => both.Left.AddRange(both.Right)))
            .Select((names, _) => ModelFiles.Alike(names));
        foreach (var emitted in all)
        {
            var texts = emitted.Combine(alike).SelectMany((pair, _) => pair.Left.WithDistinctNames(pair.Right)).Combine(project);
            context.RegisterSourceOutput(texts.Select((pair, _) => pair.Left with { Text = pair.Right.Adapt(pair.Left.Text) }), Add);
            context.RegisterSourceOutput(Faults(emitted.Select((model, _) => (model.Name, model.Fault))).Combine(locations), Report);
        }

        foreach (var read in new[] { models, modules })
            context.RegisterSourceOutput(Faults(read.Select((model, _) => (model.Name, model.Fault))).Combine(locations), Report);
        context.RegisterSourceOutput(Faults(optimizers.Select((rule, _) => (rule.Name, rule.Fault))).Combine(locations), Report);
    }

    private static string? Property(AnalyzerConfigOptionsProvider options, string name)
        => options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value : null;

    private static IncrementalValuesProvider<ModelSpec> ValidSpecs(IncrementalValuesProvider<ModelSource> classes)
        => classes.Where(model => model.Spec is not null).Select((model, _) => model.Spec!);

    private static IncrementalValuesProvider<(string Name, string? Fault)> Faults(
        IncrementalValuesProvider<(string Name, string? Fault)> all)
        => all.Where(item => item.Fault is not null);

    private static IncrementalValueProvider<ImmutableArray<ClassLocation>> Locations(IncrementalGeneratorInitializationContext context,
        string attribute)
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, (_, _) => true, (found, _) => ClassLocation.FromSymbol(found.TargetSymbol))
            .Collect();

    // A class whose parts both have the attribute, or that is a model and a module, is read once.
    private static ModelSource Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) => Guarded(context, type =>
    {
        var isFirst = (type.Attribute("ModelAttribute") ?? type.Attribute("ModuleAttribute"))?.ApplicationSyntaxReference is { } first
            && first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span)
            && context.Attributes.Any(attribute => attribute.ApplicationSyntaxReference?.Span == first.Span);
        return isFirst ? ModelParser.Source(type, context.SemanticModel.Compilation, cancellation) : new(type.Name, null, null);
    }, fault => new ModelSource(context.TargetSymbol.Name, null, null, Fault: fault));

    private static RuleSource ParseRule(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => Guarded(context,
            type => new RuleSource(type.Name, RuleParser.Parse(type, context.SemanticModel.Compilation, _ => { }, cancellation)),
            fault => new RuleSource(context.TargetSymbol.Name, null, fault));

    /// <summary>
    /// What is read of a class; an exception, which would take from all classes what the generator gives them, becomes a fault of this one.
    /// </summary>
    private static T Guarded<T>(GeneratorAttributeSyntaxContext context, Func<INamedTypeSymbol, T> read, Func<string?, T> faulty)
    {
        try
        {
            return context.TargetSymbol is INamedTypeSymbol type ? read(type) : faulty(null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return faulty(ModelParser.Fault(exception));
        }
    }

    /// <summary>The files of a model with the lines of its expressions.</summary>
    private static ModelFiles Place(ModelFiles model, EquatableArray<SourceLines> lines, bool isDebug)
    {
        var text = new PlacedText(lines.Where(one => one.Model == model.FullName).Take(1).SelectMany(one => one.Lines), isDebug);
        return model with { Files = model.Files.Map(text.Place) };
    }

    private static ModelFiles Emit<T>(T spec, Func<T, GeneratedFile> file)
        where T : IClassSpec => Emit(spec, one => [file(one)]);

    /// <summary>
    /// The files of a class. An exception, which would take from all classes what the generator gives them, becomes a fault of this one.
    /// </summary>
    internal static ModelFiles Emit<T>(T spec, Func<T, IEnumerable<GeneratedFile>> files)
        where T : IClassSpec
    {
        var name = ClassNames.FullName(spec);
        try
        {
            return new(spec.Name, name, files(spec).ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(spec.Name, name, EquatableArray<GeneratedFile>.Empty, ModelParser.Fault(exception));
        }
    }

    private static void Report(SourceProductionContext output,
        ((string Name, string? Fault) Model, ImmutableArray<ClassLocation> Places) fault)
        => output.ReportDiagnostic(Diagnostic.Create(Descriptors.CompilerFault,
            fault.Places.FirstOrDefault(location => location.Name == fault.Model.Name)?.Location, fault.Model.Name, fault.Model.Fault));

    private static void Add(SourceProductionContext output, GeneratedFile file)
        => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));

    /// <summary>An optimizer's class as it is read.</summary>
    private sealed record RuleSource(string Name, RuleSpec? Spec, string? Fault = null);
}
