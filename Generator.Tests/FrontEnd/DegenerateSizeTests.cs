using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Windows of one element, axes of one, pieces of one, strides beyond their windows: each operation at the sizes where it does nothing or
/// next to nothing, in inference and training, on what it is given as it is and on what was computed before it.
/// </summary>
public class DegenerateSizeTests
{
    private static readonly Dictionary<string, string[]> Expressions = new()
    {
        ["\"N\", 2, 5, 4"] = ["MaxPool2d(1)", "MaxPool2d(1, 2)", "MaxPool2d(1, 3)", "MaxPool2d(2, 5)", "MaxPool2d(4, 7)", "AvgPool2d(1)",
            "AvgPool2d(1, 2)", "AvgPool2d(2, 5)", "AvgPool2d(4, 7)", "AdaptiveAvgPool2d(1, 1)", "AdaptiveAvgPool2d(5, 4)",
            "AdaptiveAvgPool2d(7, 6)",
            "Unfold(1, 1)", "Unfold(1, 3)", "Unfold(2, 5)", "Slice(2, 0, 1)", "Split(4, 2)[1]", "Split(9, 2)[0]", "Chunk(1, 1)[0]",
            "Flip(0)", "Conv2d(Tensor.Ones(3, 2, 1, 1), null)", "Conv2d(Tensor.Ones(3, 2, 1, 1), null, 3)",
            "Conv2d(Tensor.Ones(2, 1, 1, 1), null, 1, 0, 1, 2)", "Conv2d(Tensor.Ones(3, 2, 5, 4), null)",
            "Conv2d(Tensor.Ones(3, 2, 1, 1), null, 1, 1)", "ConvTranspose2d(Tensor.Ones(2, 3, 1, 1), null)",
            "ConvTranspose2d(Tensor.Ones(2, 3, 1, 1), null, 3)"],
        ["\"N\", 1, 1, 1"] = ["MaxPool2d(1)", "MaxPool2d(1, 2)", "MaxPool2d(3, 1, 1)", "MaxPool2d(2, 2, 1)", "AvgPool2d(1)",
            "AvgPool2d(3, 1, 1)", "AvgPool2d(3, 4, 1)", "AdaptiveAvgPool2d(1, 1)", "AdaptiveAvgPool2d(2, 2)", "Unfold(1, 1)",
            "Unfold(3, 1, 1)",
            "Conv2d(Tensor.Ones(1, 1, 1, 1), null)", "Conv2d(Tensor.Ones(4, 1, 1, 1), null)", "Conv2d(Tensor.Ones(1, 1, 3, 3), null, 1, 1)",
            "ConvTranspose2d(Tensor.Ones(1, 1, 1, 1), null)", "ConvTranspose2d(Tensor.Ones(1, 2, 3, 3), null, 2, 1)", "Flatten()",
            "Squeeze()", "Permute(3, 2, 1, 0)"],
        ["\"N\", 1"] = ["Softmax()", "LogSoftmax()", "Softmax(0)", "ArgMax(1).ToTensor()", "ArgMin(1).ToTensor()",
            "ArgMax(1, keepDimension: true).ToTensor()", "ArgMax().ToTensor()", "Max(1)", "Min(1)", "Max(1, keepDimension: true)", "Sum(1)",
            "Mean(1)", "Variance(1, correction: 0)",
            "StandardDeviation(1, correction: 0)", "Norm(1)", "Norm(1, p: 1)", "Norm(1, p: 3)", "Norm(1, double.PositiveInfinity)",
            "LogSumExp(1)", "CumSum(1)", "CumSum(0)", "Flip(1)", "Tril()", "Triu()", "Triu(1)", "Transpose()", "Squeeze(1)", "Unsqueeze(0)",
            "Slice(1, 0, 1)", "Pad([0, 0])", "Pad([1, 0])",
            "Split(1, 1)[0]", "Chunk(1, 1)[0]", "Expand(-1, 1)", "Expand(2, -1, 3)", "Reshape(1, \"N\")", "MatMul(Tensor.Ones(1, 1))",
            "MatMul(Tensor.Ones(1, 3))", "Square().CrossEntropy(x.ArgMax(1))", "LogSoftmax().NegativeLogLikelihood(x.ArgMax(1))"],
        ["1"] = ["Softmax()", "LogSoftmax()", "ArgMax(0).ToTensor()", "ArgMin().ToTensor()", "Max(0)", "Min()", "Sum()", "Mean(0)",
            "Norm()", "LogSumExp()", "CumSum(0)", "Flip(0)", "Squeeze(0)", "Variance(0, correction: 0)", "ArgMax(0).OneHot(1)",
            "Pad([0, 2])"],
        ["1, 1, 1"] = ["Softmax(1)", "ArgMax(1).ToTensor()", "Max([0, 2])", "Min([0, 1, 2])", "Sum([0, 1, 2])", "CumSum(1)",
            "Permute(2, 0, 1)", "MaxPool2d(1)", "AvgPool2d(1, 2)", "Conv1d(Tensor.Ones(1, 1, 1), null)",
            "Conv1d(Tensor.Ones(2, 1, 3), null, 1, 1)", "MatMul(Tensor.Ones(1, 1, 1))"],
        ["\"N\", 3, 1"] = ["ArgMax(2).ToTensor()", "ArgMax(1).ToTensor()", "Max(2)", "Max([1, 2])", "Softmax(2)", "Softmax(1)", "CumSum(2)",
            "CumSum(1)", "Conv1d(Tensor.Ones(2, 3, 1), null)", "Conv1d(Tensor.Ones(2, 3, 1), null, 4)",
            "Conv1d(Tensor.Ones(2, 3, 3), null, 2, 1)", "Norm([1, 2])", "LogSumExp([0, 2])"],
    };

    private static readonly string[] Columns =
    [
        "Tensor.Concat(0, v)", "Tensor.Concat(1, v, v.Square())", "Tensor.Stack(0, v)", "Tensor.Stack(2, v, v)",
        "Tensor.Einsum(\"ij->ji\", v)", "Tensor.Einsum(\"ij,ik->jk\", v, v)",
        "v.Tanh().Gather(v.ArgMax(1))", "Tensor.Where(v.ArgMax(1, keepDimension: true).EqualTo(0), v, 0)",
        "v * v.ArgMax(1, keepDimension: true).ToTensor() + v", "v[0]", "v[0, 0]",
    ];

    // What is given as it is, and what was computed before and is used after.
    private static readonly (string Before, string After)[] Places = [("x", ""), ("(x * p).Tanh()", " * 2 + 1")];

    private static readonly Lazy<IReadOnlyList<(string What, ModelSpec Spec)>> Single = new(() => Read(1));

    private static readonly Lazy<IReadOnlyList<(string What, ModelSpec Spec)>> Grouped = new(() => Read(8));

    private static readonly Lazy<EmittedPrograms> Programs =
        new(() => new(EmittedBackend.Simd, Grouped.Value.Select(item => (item.Spec.Name, Compiled(item.Spec)))));

    /// <summary>Both backends' code of each model by itself, a step of training included.</summary>
    [Fact]
    public void EachIsCompiled()
    {
        var faults = new List<string>();
        foreach (var (what, spec) in Single.Value)
        {
            var fault = Record.Exception(() => ModelEmission.Files(spec, Evaluation.AllTargets).ToList());
            if (fault is not null) faults.Add($"{what}: {fault}");
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>
    /// The graph as it was read, no pass run, says what the compiled and differentiated one must compute; central differences say what its
    /// gradients are.
    /// </summary>
    [Theory]
    [InlineData(1)]
    public void PassesKeepTheMeaning(int size)
    {
        foreach (var (what, spec) in Single.Value)
        {
            var (bindings, graphs) = (Evaluation.Bind(spec.Graph, ("N", size)),
                ProgramGraphs.Create(spec.Graph, null).After(GraphPasses.ForKernels));
            Numbers.MustBeClose(Interpreter.Outputs(spec.Graph, bindings)[0].Data,
                Interpreter.Outputs(graphs[ProgramKind.Predict], bindings)[0].Data, 1e-12, what);
            var plain = Differentiate.Run(spec.Graph, ["x", "p"]);
            Numbers.MustMatchCentralDifferences(plain, bindings, 1e-5, what);
            var (expected, actual) = (Interpreter.Outputs(plain, bindings, OutputRole.Gradient),
                Interpreter.Outputs(graphs[ProgramKind.Gradients], bindings, OutputRole.Gradient));
            foreach (var target in actual.Keys)
                Numbers.MustBeClose(expected[target].Data, actual[target].Data, 1e-9, $"{what} d/d{target}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(19)]
    public void EmittedCodeKeepsTheMeaning(int size)
    {
        foreach (var (what, spec) in Grouped.Value)
        {
            var bindings = Evaluation.Bind(spec.Graph, ("N", size));
            var plain = Differentiate.Run(spec.Graph, ["x", "p"]);
            var loss = Interpreter.Outputs(plain, bindings, OutputRole.Loss)["loss"].Data;
            Numbers.MustBeClose(loss, Programs.Value.Run(spec.Name, ProgramKind.Evaluate, bindings, Device.Cpu)[(OutputRole.Loss, "loss")],
                1e-9, what);
            var gradients = Programs.Value.Run(spec.Name, ProgramKind.Gradients, bindings, Device.Cpu);
            foreach (var (target, value) in Interpreter.Outputs(plain, bindings, OutputRole.Gradient))
                Numbers.MustBeClose(value.Data, gradients[(OutputRole.Gradient, target)], 1e-9, $"{what} d/d{target}");
        }
    }

    private static CompiledModel Compiled(ModelSpec spec)
        => Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], null);

    /// <summary>
    /// A model for so many expressions of one shape, all in one compilation; one for each expression takes the input as it is.
    /// </summary>
    private static List<(string What, ModelSpec Spec)> Read(int count)
    {
        var all = Expressions.Select(item => (Shape: item.Key, Values: item.Value.Select(call => "v." + call)))
            .Append((Shape: "\"N\", 1", Values: Columns));
        var groups = all.SelectMany(item =>
            item.Values.Chunk(count)
                .SelectMany(values => Places.Take(count == 1 ? 1 : Places.Length)
                    .Select(place => (item.Shape, Values: values, place.Before, place.After)))).ToList();
        var compilation = Source.Compile(
            string.Concat(groups.Select((group, number) =>
                Program($"M{GraphText.Number(number)}", group.Shape, group.Values, group.Before, group.After))));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return [.. groups.Select((group, number) => (What(group), Spec(compilation, $"M{GraphText.Number(number)}", What(group))))];

        static string What((string Shape, string[] Values, string Before, string After) group)
            => $"{string.Join(", ", group.Values)} of {group.Before} [{group.Shape}]";
    }

    private static ModelSpec Spec(CSharpCompilation compilation, string name, string what)
    {
        var reported = new List<Diagnostic>();
        var spec = ModelParser.Parse(Source.Type(compilation, name), compilation, reported.Add, TestContext.Current.CancellationToken);
        Assert.False(reported.Exists(one => one.Severity > DiagnosticSeverity.Info), $"{what}: {string.Join("; ", reported)}");
        return spec!;
    }

    private static string Program(string name, string shape, IReadOnlyList<string> values, string before, string after)
    {
        var terms = values.Select((value, number) => $"Weighed({(number == 0 ? "y" : value + after)}, {GraphText.Number(number + 1)})");
        return $$"""
            [Model(Precision = Precision.Double), Adam] public partial class {{name}}
            {
                [Parameter(1)] private readonly Tensor p;
                public Tensor Forward([Shape({{shape}})] Tensor x) { var v = {{before}}; return {{values[0]}}{{after}}; }
                public Tensor Loss(Tensor y, Tensor x) { var v = {{before}}; return {{string.Join(" + ", terms)}} + p.Sum(); }
                private static Tensor Weighed(Tensor value, double by) => (value * value * 0.3 + (value * by).Sin()).Sum();
            }

            """;
    }
}
