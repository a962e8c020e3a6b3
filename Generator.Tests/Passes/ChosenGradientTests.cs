using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Where a side of a choice was not taken, its value and slope do not show in any gradient, be they infinite or NaN.</summary>
public class ChosenGradientTests
{
    private static readonly string[] Wanted = ["x", "w"];

    [Fact]
    public void GradientsAreThoseOfWhatWasChosen()
    {
        Assert.Multiple([.. ChosenCase.All.Select<ChosenCase, Action>(row => () =>
        {
            var gradients = Differentiate.Run(row.Graph(ElementType.Float64), Wanted);
            GraphVerifier.Check(gradients);
            var optimized = GraphPasses.Run(gradients);
            var expected = Interpreter.Outputs(gradients, Bind(row, row.Harmless), OutputRole.Gradient);
            var singular = Bind(row, row.Singular);
            foreach (var name in Wanted)
            {
                MustBeFinite(expected[name].Data, row.Name);
                Numbers.MustBeClose(expected[name].Data, Interpreter.Outputs(gradients, singular, OutputRole.Gradient)[name].Data, 1e-12,
                    $"{row.Name}: d/d{name}");
                Numbers.MustBeClose(expected[name].Data, Interpreter.Outputs(optimized, singular, OutputRole.Gradient)[name].Data, 1e-12,
                    $"{row.Name}, after all passes: d/d{name}");
            }
        })]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EmittedGradientsAreThoseOfWhatWasChosen(bool isDouble)
    {
        var type = isDouble ? ElementType.Float64 : ElementType.Float32;
        var rows = ChosenCase.Few.Select((row, number) => (Row: row, Name: $"chosen{number}", Graph: row.Graph(type))).ToList();
        var programs = new EmittedPrograms(EmittedBackend.Simd,
            rows.Select(item => (item.Name, Compiler.Compile(item.Graph, [.. item.Graph.Inputs.Select(input => input.Name)], [], null))));
        Assert.Multiple([.. rows.Select<(ChosenCase Row, string Name, Graph Graph), Action>(item => () =>
        {
            var (expected, actual) = (Run(item.Row.Harmless), Run(item.Row.Singular));
            foreach (var name in Wanted)
            {
                MustBeFinite(expected[(OutputRole.Gradient, name)], item.Row.Name);
                Numbers.MustBeClose(expected[(OutputRole.Gradient, name)], actual[(OutputRole.Gradient, name)], 1e-6,
                    $"{item.Row.Name} of {type}: d/d{name}");
            }

            Dictionary<(OutputRole, string), double[]> Run(double unchosen)
                => programs.Run(item.Name, ProgramKind.Gradients, Bind(item.Row, unchosen), Device.CpuWith(1));
        })]);
    }

    private static void MustBeFinite(double[] values, string what)
        => Assert.True(values.All(double.IsFinite), $"{what}: the harmless value is none");

    private static Bindings Bind(ChosenCase row, double unchosen)
    {
        var graph = row.Graph(ElementType.Float64);
        var (rows, columns) = (ChosenCase.Rows, ChosenCase.Columns);
        var bindings = new Bindings();
        bindings.Parameters["w"] = Numbers.Uniform(1, rows * columns, 0.5, 1.5);
        bindings.Inputs["x"] = [
            .. Numbers.Uniform(2, rows * columns, 0.5, 1.5)
                .Select((value, index) => row.IsChosen(index / columns, index % columns) ? value : unchosen)];
        foreach (var input in graph.Inputs.Where(input => input.Name != "x"))
        {
            var (height, width) = ((int)input.Type.Shape.Size.Constant!.Value / (int)Width(input).Constant!.Value,
                (int)Width(input).Constant!.Value);
            bindings.Inputs[input.Name] = input.Name == "mask"
                ? [.. Enumerable.Range(0, height * width).Select(index => row.IsChosen(index / width, index % width) ? 1.0 : 0)]
                : Numbers.Uniform(3, height * width, 0.5, 1.5);
        }

        return bindings;
    }

    private static Dim Width(InputInfo input) => input.Type.Rank == 0 ? 1 : input.Type.Shape[input.Type.Rank - 1];
}
