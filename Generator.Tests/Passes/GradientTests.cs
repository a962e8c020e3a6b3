using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

public class GradientTests
{
    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var row in OpCase.OfAnyTypes)
        {
            data.Add(row.Name, 1);
            data.Add(row.Name, 7);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAreCentralDifferences(string name, int n)
    {
        var row = OpCase.OfAnyTypes.Single(row => row.Name == name);
        var graph = row.Graph();
        GraphVerifier.Check(graph);
        var gradients = Differentiate.Run(graph, [.. graph.Parameters.Select(parameter => parameter.Name)]);
        GraphVerifier.Check(gradients);
        var bindings = Bind(row, graph, n) with { KeepsConverted = true };
        Numbers.MustMatchCentralDifferences(gradients, bindings, 1e-6, name);
        var optimized = GraphPasses.Run(gradients);
        GraphVerifier.Check(optimized);
        foreach (var (before, after) in Interpreter.Outputs(gradients, bindings).Zip(Interpreter.Outputs(optimized, bindings)))
            Numbers.MustBeClose(before.Data, after.Data, 1e-12, name + " after all passes");
    }

    [Fact]
    public void EveryPrimitiveHasAGradientRow()
    {
        foreach (var kind in Enum.GetValues<OpKind>())
        {
            var node = new Node(0, kind, [], OpArguments.None, new(ElementType.Float64, Shape.Scalar));
            var flows = Enumerable.Range(0, Math.Max(kind.Row().Arity, 1)).Any(operand => GradientRules.Find(node, operand) is not null);
            if (flows) Assert.Contains(OpCase.OfAnyTypes, row => row.Graph().Nodes.Any(node => node.Kind == kind));
        }
    }

    internal static Bindings Bind(OpCase row, Graph graph, int n)
    {
        var bindings = new Bindings { Symbols = { ["N"] = n } };
        foreach (var parameter in graph.Parameters)
            bindings.Parameters[parameter.Name] = Numbers.Uniform(parameter.Name[1], Count(parameter.Type), row.Low, row.High);
        bindings.Inputs["weights"] = Numbers.Uniform(9, Count(graph.Inputs.Single(input => input.Name == "weights").Type), 0.5, 1.5);
        if (graph.Inputs.FirstOrDefault(input => input.Name == "labels") is { } labels)
            bindings.Inputs["labels"] = [.. Enumerable.Range(0, n).Select(index => (double)(index * 3 % 5))];
        return bindings;

        int Count(TensorType type) => (int)type.Shape.Size.Evaluate(bindings.Symbols);
    }
}
