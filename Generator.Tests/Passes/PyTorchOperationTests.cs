using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

public class PyTorchOperationTests
{
    private static readonly Dictionary<string, Func<GraphBuilder, Node[], Node>> Builds = new()
    {
        ["relu"] = (b, x) => b.Relu(x[0]),
        ["leaky_relu"] = (b, x) => b.LeakyRelu(x[0]),
        ["gelu"] = (b, x) => b.Gelu(x[0]),
        ["silu"] = (b, x) => b.Silu(x[0]),
        ["sigmoid"] = (b, x) => b.Add(OpKind.Sigmoid, x),
        ["tanh"] = (b, x) => b.Add(OpKind.Tanh, x),
        ["softplus"] = (b, x) => b.Softplus(x[0]),
        ["clamp"] = (b, x) => b.Clamp(x[0], -0.5, 1),
        ["abs"] = (b, x) => b.Add(OpKind.Abs, x),
        ["exp"] = (b, x) => b.Add(OpKind.Exp, x),
        ["softmax"] = (b, x) => b.Softmax(x[0]),
        ["log_softmax"] = (b, x) => b.LogSoftmax(x[0]),
        ["max"] = (b, x) => b.Max(x[0], [-1]),
        ["maximum"] = (b, x) => b.Add(OpKind.Maximum, x),
        ["minimum"] = (b, x) => b.Add(OpKind.Minimum, x),
        ["power"] = (b, x) => b.Add(OpKind.Power, x),
        ["mean"] = (b, x) => b.Mean(x[0], [0]),
        ["divide"] = (b, x) => b.Divide(x[0], x[1]),
        ["mat_mul"] = (b, x) => b.MatMul(x[0], x[1]),
        ["linear"] = (b, x) => b.Add(b.MatMul(x[0], x[1], transposeB: true), x[2]),
        ["mean_squared"] = (b, x) => b.MeanSquared(x[0], x[1]),
        ["huber"] = (b, x) => b.Huber(x[0], x[1]),
        ["binary_cross_entropy"] = (b, x) => b.BinaryCrossEntropy(x[0], x[1]),
        ["cross_entropy"] = (b, x) => b.CrossEntropy(x[0], b.Input(new("labels", new(ElementType.Int32, Shape.Of(x[0].Type.Shape[0]))))),
    };

    public static TheoryData<string> Names() => [.. References.Operations.Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsArePyTorchs(string name)
    {
        var reference = References.Operations.Single(reference => reference.Name == name);
        var graph = Differentiate.Run(Graph(reference), [.. reference.Operands.Select((_, index) => $"x{index}")]);
        Check(reference, graph);
        var optimized = GraphPasses.Run(graph);
        GraphVerifier.Check(optimized);
        Check(reference, optimized);
    }

    private static void Check(OperationReference reference, Graph graph)
    {
        var bindings = new Bindings { Inputs = { ["labels"] = reference.Labels } };
        for (var index = 0; index < reference.Operands.Length; index++) bindings.Parameters[$"x{index}"] = reference.Operands[index].Values;
        var result = Interpreter.Outputs(graph, bindings, OutputRole.Result)["result"];
        var gradients = Interpreter.Outputs(graph, bindings, OutputRole.Gradient);
        foreach (var (precision, tolerance) in new[] { ("f64", 1e-9), ("f32", 1e-5) })
        {
            var expected = reference.Precisions[precision];
            Numbers.MustBeClose(expected.Result, result.Data, tolerance, $"{reference.Name} {precision}");
            for (var index = 0; index < expected.Gradients.Length; index++)
                Numbers.MustBeClose(expected.Gradients[index], gradients[$"x{index}"].Data, tolerance,
                    $"{reference.Name} {precision} d/dx{index}");
        }
    }

    internal static Graph Graph(OperationReference reference, ElementType type = ElementType.Float64)
    {
        var b = new GraphBuilder("reference", type);
        var operands = reference.Operands.Select((operand, index) => b.Parameter(new(
            $"x{index}", new(type, Shape.Of(operand.Shape.Select(size => (Dim)size))), new(InitializerKind.Zeros)))).ToArray();
        var result = WindowReferences.Build(reference.Operation, b, operands) ?? Builds[reference.Operation](b, operands);
        b.Output(OutputRole.Result, "result", result);
        var size = result.Type.Shape.Size;
        var place = b.Reshape(b.Iota(Shape.Of(size), 0), result.Type.Shape);
        var weights = b.Divide(b.Add(b.ToFloat(place), b.Constant(1)), b.Count(size));
        b.Output(OutputRole.Loss, "loss", b.Sum(b.Multiply(result, weights)));
        return b.Build();
    }
}
