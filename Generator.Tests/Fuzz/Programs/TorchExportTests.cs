using System.Text.Json;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// Writes random programs for PyTorch, with what the emitted code makes of them in double precision: References/compare_programs.py runs
/// the same programs there and compares. By hand: MODELGEN_FUZZ_FROM, MODELGEN_FUZZ_COUNT and MODELGEN_FUZZ_FILE, the JSON file that is
/// written.
/// </summary>
public class TorchExportTests
{
    private const int Block = 50;

    [Fact(Explicit = true)]
    public void WriteProgramsForPyTorch()
    {
        var (from, count) = (FuzzRun.Setting("MODELGEN_FUZZ_FROM", 0), FuzzRun.Setting("MODELGEN_FUZZ_COUNT", 1000));
        var path = Environment.GetEnvironmentVariable("MODELGEN_FUZZ_FILE") ?? "programs.json";
        File.WriteAllText(path, JsonSerializer.Serialize(Enumerable.Range(from, count).Chunk(Block).SelectMany(Rows)));
    }

    [Fact]
    public void EachProgramHasItsPython()
    {
        var rows = Rows([4, 5]);
        Assert.Equal(2, rows.Count);
        Assert.Contains("def forward(K, M, N, T, labels, x, y, ", JsonSerializer.Serialize(rows), StringComparison.Ordinal);
    }

    private static List<object> Rows(IEnumerable<int> seeds)
    {
        var programs = seeds.Select(RandomProgram.Make).ToList();
        var models = new ProgramModels([.. programs.Select(program => (program, true))]);
        return [.. programs.Where(program => models.Fault(ProgramModels.Name(program, true)) is null)
            .Select(program => Row(models, program))];
    }

    private static object Row(ProgramModels models, RandomProgram program)
    {
        var spec = models.Spec(ProgramModels.Name(program, true));
        var bindings = ProgramBindings.Of(spec, program.Seed, 0);
        var device = Device.CpuWith(1);
        var predicted = models.Emitted.Run(spec.Name, ProgramKind.Predict, bindings, device);
        var gradients = models.Emitted.Run(spec.Name, ProgramKind.Gradients, bindings, device);
        var step = models.Emitted.Run(spec.Name, ProgramKind.TrainStep, bindings, device);
        var results = spec.Graph.Outputs.Where(output => output.Role == OutputRole.Result)
            .Select(output => Text(predicted[(output.Role, output.Target)]));
        return new
        {
            program.Seed,
            CSharp = CSharpProgram.Write(program, program.Name, true),
            Python = TorchProgram.Write(program),
            bindings.Symbols,
            Labels = bindings.Inputs.GetValueOrDefault("labels", new double[program.Labels.Size.Evaluate(bindings.Symbols)]),
            Tensors = program.Inputs.Concat(program.Parameters).Select(variable => Tensor(variable, bindings)),
            Loss = Text(gradients.Single(item => item.Key.Item1 == OutputRole.Loss).Value),
            Results = results,
            Gradients = gradients.Where(item => item.Key.Item1 == OutputRole.Gradient)
                .ToDictionary(item => item.Key.Item2, item => Text(item.Value)),
            Optimizer = spec.Optimizer!.Name,
            Momentum = spec.Optimizer.Value("Momentum"),
            Updated = program.Parameters.Where(parameter => step.ContainsKey((OutputRole.Update, parameter.Name)))
                .ToDictionary(parameter => parameter.Name, parameter => Text(step[(OutputRole.Update, parameter.Name)])),
        };
    }

    private static object Tensor(Variable variable, Bindings bindings)
    {
        var shape = variable.Shape.Dims.Select(dim => dim.Evaluate(bindings.Symbols)).ToArray();
        var given = bindings.Inputs.GetValueOrDefault(variable.Name) ?? bindings.Parameters.GetValueOrDefault(variable.Name);
        var data = given ?? new double[shape.Aggregate(1L, (size, dim) => size * dim)];
        return new { variable.Name, Shape = shape, Data = data };
    }

    /// <summary>As text, for JSON has no NaN and no infinity.</summary>
    private static IEnumerable<string> Text(double[] values)
        => values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
}
