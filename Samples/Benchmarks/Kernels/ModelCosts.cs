using Benchmarks.Compiling;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;

namespace Benchmarks.Kernels;

/// <summary>The costs of a model's kernels in a training step, asked of the compiler that wrote them.</summary>
internal static class ModelCosts
{
    /// <summary>For each kernel the cost of a launch: the mean, where launches differ.</summary>
    /// <param name="model">A model of this program.</param>
    /// <param name="batch">The value of its only symbol.</param>
    public static IReadOnlyDictionary<string, KernelCost> Of(Type model, int batch)
    {
        var compilation = SampleSources.Compilation("Benchmarks");
        var spec = ModelParser.Parse(compilation.GetTypeByMetadataName(model.FullName!)!, compilation, _ => { }, CancellationToken.None)!;
        var compiled = Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], spec.Optimizer);
        var step = compiled.Programs.Single(program => program.Kind == ProgramKind.TrainStep).Main;
        return step.All
            .SelectMany(block => block.Steps.OfType<Launch>()
                .Select(launch => (compiled.Kernels[launch.Kernel].Name, Cost: Cost(block, launch))))
            .GroupBy(launch => launch.Name)
            .ToDictionary(launches => launches.Key,
                launches => new KernelCost(launches.Average(launch => launch.Cost.Operations),
                    launches.Average(launch => launch.Cost.Bytes)));

        KernelCost Cost(ProgramBlock block, Launch launch)
            => KernelCost.Of(compiled.Kernels[launch.Kernel], [.. launch.Buffers.Select(buffer => block.Buffers[buffer].Type)], Value);

        // Sizes depend on the batch alone; the indices of loops only say where things lie.
        double Value(Dim dim)
            => dim.Constant
                ?? dim.Evaluate(dim.Symbols.ToDictionary(symbol => symbol,
                    symbol => spec.Graph.BatchSymbols.Contains(symbol) ? (long)batch : 0));
    }
}
