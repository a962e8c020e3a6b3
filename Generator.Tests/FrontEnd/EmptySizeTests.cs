using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Predict of inputs of which a size is 0: each kind of kernel turns no times, a sum is 0, a mean is no number, and the greatest of none is
/// refused.
/// The graph as it was read says what must come out.
/// </summary>
public class EmptySizeTests
{
    /// <summary>Expressions of x of a shape, of w [4, 3] and of k [4, 4].</summary>
    private static readonly Dictionary<string, string[]> Forms = new()
    {
        ["\"N\", 3"] =
        [
            "x * 2 + 1", "x.Sum()", "x.Sum(0)", "x.Sum(1)", "x.Mean()", "x.Mean(0)", "x.Mean(1)", "x.Variance(0)",
                "x.StandardDeviation(1)", "x.Norm()", "x.Norm(0)", "x.LogSumExp(0)", "x.LogSumExp(1)",
            "x.Softmax(0)", "x.Softmax(1)", "x.LogSoftmax(0)", "x.CumSum(0)", "x.CumSum(1)", "x.Max(1)", "x.ArgMax(1)", "x.Transpose()",
                "x.Flip(0)", "x.Pad([0, 0, 1, 2])", "x.Pad([1, 1])", "x.Slice(0, 0, x.Size(0))",
            "x.Slice(1, 1, 3)", "x.Reshape(-1)", "x.Reshape(3, -1)", "x.Unsqueeze(1).Expand(-1, 2, -1)", "Tensor.Concat(0, x, x)",
                "Tensor.Concat(0, x, w)", "Tensor.Concat(1, x, x)", "Tensor.Stack(0, x, x)", "x.MatMul(w.Transpose())",
            "x.Transpose().MatMul(x)", "x.MatMul(x.Transpose())", "x.MatMul(w.Transpose()).Relu().MatMul(w).Softmax(1)",
                "x.Transpose().MatMul(x) + 1", "(x - x.Mean(0, keepDimension: true)) / (x.Variance(0, keepDimension: true) + 1)",
            "x.CrossEntropy(x.ArgMax(1))", "x.MeanSquared(x * 2)", "x.L1(x * 2, Reduction.Sum)", "x.Tril()",
                "x.Map(v => v > 0 ? v : v * v)", "Tensor.Where(x > 0, x, 0)", "w.Gather(x.ArgMax(1))", "x.ArgMax(1).OneHot(3).Sum(0)",
            "Tensor.Einsum(\"ni,ij->nj\", x, w.Transpose())", "Tensor.Einsum(\"ni,nj->ij\", x, x)",
                "x.Square().Sum().Sqrt() + x.Sum(1).Sum()", "x.Sum(0) / x.Size(0)", "x.Mean(0).Softmax(0) + w",
                "(x.Sum(1, keepDimension: true) * w.Sum(0)).Sum(0)",
            "x.Unsqueeze(1).Unfold(2, 1)",
        ],
        ["\"N\", 2, 5, 4"] =
        [
            "x.Conv2d(Tensor.Ones(3, 2, 3, 3), null, 1, 1)", "x.Conv2d(Tensor.Ones(3, 2, 1, 1), null, 2)",
                "x.ConvTranspose2d(Tensor.Ones(2, 3, 2, 2), null, 2)", "x.MaxPool2d(2)", "x.AvgPool2d(2, 1)", "x.AdaptiveAvgPool2d(1, 1)",
            "x.Conv2d(Tensor.Ones(3, 2, 3, 3), null, 1, 1).Relu().MaxPool2d(2).Flatten().Sum(1)", "x.Mean([0, 2, 3])",
                "x.Flatten().MatMul(Tensor.Ones(40, 7))", "x.Sum([1, 2, 3])", "x.Max([1, 2, 3])", "x.MatMul(k)",
        ],
        ["2, \"N\", 4"] =
        [
            "x.Softmax(1)", "x.MatMul(k)", "x.MatMul(x.Permute(0, 2, 1)).Softmax(-1).MatMul(x)", "x.Permute(0, 2, 1).MatMul(x)",
                "x.Sum(1)", "x.Mean([0, 1])", "(x.MatMul(x.Permute(0, 2, 1)).Tril() * 0.5).Softmax(-1).MatMul(x)",
            "x.CumSum(1)", "x.Permute(1, 0, 2).Reshape(-1, 8)", "x.LogSumExp([1, 2])",
                "(x - x.Mean(2, keepDimension: true)) * (x.Variance(2, keepDimension: true) + 1).Sqrt()", "Loop(x)", "Stacked(x)",
                "Last(x)", "x.Size(1) > 0 ? x[0, 0] : x.Sum(1)[0]",
        ],
    };

    private static readonly Lazy<IReadOnlyList<(string What, ModelSpec Spec)>> Models = new(Read);

    [Fact]
    public void ProcessorsTurnNoTimes()
    {
        var programs = Programs(EmittedBackend.Simd);
        foreach (var size in new[] { 0, 1, 2 }) Check((spec, bindings) =>
            programs.Run(spec.Name, ProgramKind.Predict, bindings, Device.Cpu), size);
    }

    [Theory]
    [InlineData("emulator")]
    [InlineData("opencl")]
    [InlineData("cuda")]
    public void GraphicsProcessorsTurnNoTimes(string name)
    {
        var (device, programs) = (TestDevice.Present(name), Programs(TestDevice.Backend(name)));
        Check((spec, bindings) => programs.Run(spec.Name, ProgramKind.Predict, bindings, device), 0);
    }

    [Theory]
    [InlineData("x.Max()", "Max(): the size of axis 0, N")]
    [InlineData("x.Min(0)", "Min(0): the size of axis 0, N")]
    [InlineData("x.Max([0, 1])", "the size of axis 0, N")]
    [InlineData("x.ArgMax(0)", "ArgMax(0): the size of axis 0, N")]
    [InlineData("x.ArgMin()", "ArgMin(): the size of axis 0, N")]
    [InlineData("x.Norm(0, double.PositiveInfinity)", "the size of axis 0, N")]
    [InlineData("x[0]", "x[0]: the index")]
    [InlineData("x[-1]", "x[-1]: the index")]
    [InlineData("x.Slice(0, 0, x.Size(0) - 1)", "the end N-1")]
    public void WhatIsTakenOfNothingIsRefusedWhereNothingIsLearnt(string form, string message)
    {
        var spec = SourceProgram.Spec($$"""
            [Model, Sgd] public partial class M
            {
                [Parameter(3)] private readonly Tensor w;
                public Tensor Forward([Shape("N", 3)] Tensor x) => {{form}}{{(form.Contains("Arg") ? ".ToTensor()" : "")}};
                public Tensor Loss(Tensor y) => y.Sum() * w.Sum();
            }
            """, "M");
        var model = Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], spec.Optimizer);
        foreach (var program in model.Programs)
        {
            var limits = program.Checks.Limits.Select(limit => limit.What).ToList();
            if (program.Kind.TakesEmpty()) Assert.Contains(limits, limit => limit.Contains(message));
            else Assert.Empty(limits);
        }
    }

    private static void Check(Func<ModelSpec, Bindings, Dictionary<(OutputRole, string), double[]>> run, int size)
    {
        var faults = new List<string>();
        foreach (var (what, spec) in Models.Value)
        {
            var bindings = Evaluation.Bind(spec.Graph, ("N", size));
            try
            {
                var expected = Interpreter.Outputs(spec.Graph, bindings, OutputRole.Result);
                foreach (var ((_, name), actual) in run(spec, bindings))
                {
                    var same = expected[name].Data.Length == actual.Length && expected[name].Data.Zip(actual)
                        .All(pair => IsSame(pair.First, pair.Second));
                    if (!same) faults.Add($"{what} with N = {size} is {Text(actual)} and not {Text(expected[name].Data)}");
                }
            }
            catch (Exception fault)
            {
                faults.Add($"{what} with N = {size}: {fault}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static bool IsSame(double expected, double actual)
        => expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected));

    private static string Text(double[] numbers) => $"[{string.Join(", ", numbers.Take(8))}] ({numbers.Length})";

    private static EmittedPrograms Programs(EmittedBackend backend)
        => new(backend, Models.Value
            .Select(item => (item.Spec.Name, Compiler.Compile(item.Spec.Graph, [.. item.Spec.ForwardInputs], [], null))));

    private static List<(string, ModelSpec)> Read()
    {
        var all = Forms.SelectMany(item => item.Value.Select(form => (Shape: item.Key, Form: form))).ToList();
        var compilation = Source.Compile(string.Concat(all.Select((item, number) => Program($"M{number}", item.Shape, item.Form))));
        return [.. all.Select((item, number) => ($"{item.Form} of [{item.Shape}]", Source.Spec(compilation, $"M{number}")))];
    }

    private static string Program(string name, string shape, string form)
    {
        var parameters = (form.Contains("w.") || form.Contains("w)") || form.EndsWith('w')
            ? "[Parameter(4, 3)] private readonly Tensor w;" : "")
            + (form.Contains("(k)") ? "[Parameter(4, 4)] private readonly Tensor k;" : "");
        var result = form.StartsWith("x.ArgMax", StringComparison.Ordinal) && form.EndsWith("Max(1)", StringComparison.Ordinal)
            ? "IndexTensor" : "Tensor";
        return $$"""
            [Model(Precision = Precision.Double)] public partial class {{name}}
            {
                {{parameters}}
                public {{result}} Forward([Shape({{shape}})] Tensor x) => {{form}};
                private static Tensor Loop(Tensor x)
                {
                    Tensor y = Tensor.Ones(2, 4);
                    for (var t = 0; t < x.Size(1); t++) y = (y + x.Permute(1, 0, 2)[t]).Tanh();
                    return y;
                }
                private static Tensor Stacked(Tensor x)
                {
                    Tensor y = Tensor.Ones(2, 4);
                    var all = new System.Collections.Generic.List<Tensor>();
                    for (var t = 0; t < x.Size(1); t++)
                    {
                        y = (y + x.Permute(1, 0, 2)[t]).Tanh();
                        all.Add(y);
                    }
                    return Tensor.Stack(1, all);
                }
                private static Tensor Last(Tensor x)
                {
                    Tensor y = Tensor.Ones(2, 4);
                    for (var t = 1; t < x.Size(1); t++) y = y * 0.5 + x.Permute(1, 0, 2)[t - 1];
                    return y;
                }
            }

            """;
    }
}
