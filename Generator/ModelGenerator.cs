using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Models;

namespace ModelGen.Generator;

/// <summary>
/// The pipeline: each [Model] and [Module] class becomes a spec, which is equal as long as the class means the same; a spec becomes files.
/// Mistakes are the analyzer's to report.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string Specs = "Specs";

    internal const string Modules = "Modules";

    internal const string Files = "Files";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var hasGpu = context.CompilationProvider.Select((compilation, _) => compilation.GetTypeByMetadataName("ModelGen.Gpu.IlgpuExecutor") is not null);

        var modules = Classes(context, KnownNames.Module).WithTrackingName(Modules);
        context.RegisterSourceOutput(modules.Select((spec, _) => ModuleEmission.File(spec)), Add);

        var models = Classes(context, KnownNames.Model).WithTrackingName(Specs);
        var files = models.Combine(hasGpu).Select((pair, _) => ModelEmission.Files(pair.Left, pair.Right).ToEquatableArray()).WithTrackingName(Files);
        context.RegisterSourceOutput(files, (output, all) =>
        {
            foreach (var file in all) Add(output, file);
        });
    }

    private static IncrementalValuesProvider<ModelSpec> Classes(IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, (_, _) => true, Parse).Where(spec => spec is not null).Select((spec, _) => spec!);

    private static ModelSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => context.TargetSymbol is INamedTypeSymbol type ? ModelParser.Parse(type, context.SemanticModel.Compilation, _ => { }, cancellation) : null;

    private static void Add(SourceProductionContext output, GeneratedFile file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
