using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Sums over products keep all of their factors, however often one stands there and along whichever axes it is constant.</summary>
public class CommonFactorsTests
{
    private static readonly Dim N = Dim.Symbol("N");

    private static readonly Shape[] Shapes = [Shape.Of(N, 3), Shape.Of(1), Shape.Of(3), Shape.Of(N, 1), Shape.Scalar];

    private static readonly GraphPass[] Alone = [GraphPasses.All.Single(pass => pass.Name == "factors")];

    public static TheoryData<int[], bool> Reductions() => new()
    {
        { [0], false }, { [0], true }, { [1], false }, { [1], true }, { [0, 1], false }, { [0, 1], true },
    };

    /// <summary>All products of two to four of the factors, multiplied from the left, from the right and by pairs.</summary>
    [Theory]
    [MemberData(nameof(Reductions))]
    public void SumsOfProductsKeepTheirFactors(int[] axes, bool keep)
    {
        foreach (var chosen in Choices(2).Concat(Choices(3))
            .Concat(Choices(4).Where(chosen => chosen[0] == 0 && chosen.SequenceEqual(chosen.Order()))))
        {
            var b = Builder();
            var product = Product(b, Factors(b), chosen, chosen.Sum() % 3);
            if (product.Type.Rank < 2) continue;
            b.Output(OutputRole.Loss, "loss", b.Sum(b.Add(OpKind.Tanh, b.Sum(product, axes, keep))));
            MustStay(b.Build(), string.Join(" ", chosen), Alone);
        }
    }

    /// <summary>Sums and differences of two products that share factors, some more often in one than in the other.</summary>
    [Fact]
    public void SumsOfTwoProductsKeepTheirFactors()
    {
        foreach (var left in Choices(2).Concat(Choices(3)))
        {
            foreach (var right in Choices(2))
            {
                foreach (var kind in new[] { OpKind.Add, OpKind.Subtract })
                {
                    var b = Builder();
                    var x = Factors(b);
                    b.Output(OutputRole.Loss, "loss",
                        b.Sum(b.Add(OpKind.Tanh, b.Add(kind, Product(b, x, left, 0), Product(b, x, right, 0)))));
                    MustStay(b.Build(), $"{string.Join(" ", left)} {kind} {string.Join(" ", right)}", Alone);
                }
            }
        }
    }

    /// <summary>Losses as people write them.</summary>
    [Theory]
    [InlineData("((y - t) * (y - t) * w).Mean()")]
    [InlineData("(w * (y - t) * (y - t)).Mean()")]
    [InlineData("((y - t) * w * (y - t)).Sum()")]
    [InlineData("((y - t).Square() * w).Mean()")]
    [InlineData("(y * y / w).Mean()")]
    [InlineData("(y / w * y).Sum()")]
    [InlineData("(y.Square() * w).Sum()")]
    [InlineData("(y * y * y * w * w).Mean()")]
    [InlineData("((y - t) * (y - t) * s).Mean()")]
    [InlineData("((y - t).Square() / s.Square()).Mean()")]
    [InlineData("(((y - t) * (y - t) * s).Sum(1) * s.Sum(1)).Mean()")]
    [InlineData("(0.5f * (y - t) * (y - t) / (w * w) + w.Log()).Sum()")]
    [InlineData("(0.5f * ((y - t) / w).Square() + w.Log()).Mean()")]
    [InlineData("(y * y * w).Sum(1).Mean() + (y * t * w).Sum(0).Square().Sum()")]
    [InlineData("((y * y).Sum(1, keepDimension: true) * y * y).Mean()")]
    public void LossesMeanWhatTheySay(string loss)
    {
        var graph = SourceProgram.Spec($$"""
            [Model(Precision = Precision.Double)]
            [Sgd]
            public partial class Net
            {
                [Parameter(1)] private readonly Tensor W;
                public Tensor Forward([Shape("N", 3)] Tensor x) => x * W;
                public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor t, [Shape(1)] Tensor w, [Shape("N", 1)] Tensor s) => {{loss}};
            }
            """, "Net").Graph;
        MustStay(graph with { Outputs = graph.Outputs.Where(output => output.Role == OutputRole.Loss).ToEquatableArray() }, loss);
    }

    private static void MustStay(Graph graph, string what, IReadOnlyList<GraphPass>? passes = null)
    {
        foreach (var n in new[] { 1, 3 })
        {
            var bindings = Evaluation.Bind(graph, ("N", n));
            var gradients = Differentiate.Run(graph, GraphFaults.Wanted(graph));
            foreach (var source in new[] { graph, gradients })
            {
                var fault = GraphFaults.AfterPasses(source, bindings, passes ?? GraphFaults.Passes);
                Assert.True(fault is null, $"{what}: {fault}");
            }
        }
    }

    private static GraphBuilder Builder() => new("sum", ElementType.Float64) { BatchSymbols = { "N" } };

    private static List<Node> Factors(GraphBuilder b)
        => [
            .. Shapes.Select((shape, number) =>
                b.Parameter(new("x" + GraphText.Number(number), new(ElementType.Float64, shape), new(InitializerKind.Zeros))))];

    private static Node Product(GraphBuilder b, List<Node> factors, int[] chosen, int order)
    {
        var nodes = chosen.Select(number => factors[number]).ToList();
        if (order == 1) return nodes.AsEnumerable().Reverse().Aggregate((all, next) => b.Multiply(next, all));
        if (order == 2 && nodes.Count > 2) return b.Multiply(b.Multiply(nodes[0], nodes[1]), nodes.Skip(2).Aggregate(b.Multiply));
        return nodes.Aggregate(b.Multiply);
    }

    /// <summary>Numbers of factors, one after the other, with repetitions.</summary>
    private static IEnumerable<int[]> Choices(int count)
        => count == 0 ? [[]] : Choices(count - 1)
            .SelectMany(chosen => Enumerable.Range(0, Shapes.Length).Select(number => (int[])[.. chosen, number]));
}
