using ModelGen.Generator.Analysis;
using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

public class TriangleAnalysisTests
{
    private static readonly Shape Square = Shape.Of(40, 40);

    private readonly GraphBuilder _b = new("g", ElementType.Float32);

    /// <summary>The scores, the weighed values, and the gradients of both: none of the six is whole.</summary>
    [Fact]
    public void CausalAttentionComputesHalfOfEachProduct()
    {
        var (queries, keys, values) = (Input("q", 40, 8), Input("k", 40, 8), Input("v", 40, 8));
        var scores = _b.Select(Mask(0), _b.MatMul(queries, keys, transposeB: true), _b.Constant(double.NegativeInfinity));
        _b.Output(OutputRole.Loss, "loss", _b.Sum(_b.MatMul(_b.Softmax(scores), values)));
        var graph = _b.Build();
        var step = GraphPasses.Run(Differentiate.Run(graph, ["q", "k", "v"]));
        Assert.Equal(
            [Triangle.Result, Triangle.Result, Triangle.TermsToRow, Triangle.TermsToRow, Triangle.TermsFromRow, Triangle.TermsFromRow],
            Found(step).Order());
    }

    [Fact]
    public void ACausalSoftmaxWalksEachRowToItsNumber()
    {
        var scores = Input("scores", 40, 40);
        _b.Output(OutputRole.Result, "y", _b.Softmax(_b.Select(Mask(0), scores, _b.Constant(double.NegativeInfinity))));
        var row = Assert.Single(Rows(_b.Build()));
        Assert.All(row.Phases, phase => Assert.True(phase.StopsAtDiagonal));
        Assert.Equal([0], row.Phases.SelectMany(phase => phase.Stores).Select(store => store.BeyondDiagonal));
    }

    [Fact]
    public void WhatIsNotKnownBeyondIsWalkedWhole()
    {
        var scores = Input("scores", 40, 40);
        _b.Output(OutputRole.Result, "rest", _b.Subtract(scores, _b.Sum(_b.Triangle(scores, 0, isLower: true), [1], true)));
        Assert.Equal([true, false], Rows(_b.Build()).Single().Phases.Select(phase => phase.StopsAtDiagonal));
    }

    [Fact]
    public void AMaximumOfZerosIsWalkedWhole()
    {
        _b.Output(OutputRole.Result, "maximum", _b.Max(_b.Triangle(Input("scores", 40, 40), 0, isLower: true), [1]));
        Assert.DoesNotContain(Rows(_b.Build()).Single().Phases, phase => phase.StopsAtDiagonal);
    }

    [Theory]
    [InlineData(0, Triangle.Result)]
    [InlineData(-3, Triangle.Result)]
    [InlineData(1, Triangle.None)]
    public void AMaskLeavesOutWhatIsAboveItsDiagonal(int diagonal, object expected)
        => Assert.Equal((Triangle)expected, Of(scores => _b.Select(Mask(diagonal), scores, _b.Constant(0))));

    [Fact]
    public void AMaskThatIsAddedLeavesOutTheSame()
        => Assert.Equal(Triangle.Result,
            Of(scores =>
                _b.Softmax(_b.Add(scores, _b.Triangle(_b.BroadcastTo(_b.Constant(double.NegativeInfinity), Square), 1, isLower: false)))));

    [Fact]
    public void AMaskOfWhatIsBelowLeavesOutNothing()
        => Assert.Equal(Triangle.None, Of(scores => _b.Triangle(scores, 0, isLower: false)));

    [Fact]
    public void AMaskThatIsGivenLeavesOutNothing()
        => Assert.Equal(Triangle.None,
            Of(scores => _b.Select(_b.Add(OpKind.Less, _b.Constant(0), Input("mask", 40, 40)), scores, _b.Constant(0))));

    [Fact]
    public void WhatIsReadWholeElsewhereIsComputedWhole()
    {
        Assert.Equal(Triangle.None, Of(scores => _b.Add(_b.Triangle(scores, 0, isLower: true), _b.Sum(scores))));
        Assert.Equal(Triangle.None, Of(scores => _b.Add(_b.Triangle(scores, 0, isLower: true), _b.Transpose(scores))));
    }

    [Fact]
    public void WhatLeavesTheGraphIsComputedWhole() => Assert.Equal(Triangle.None, Of(scores =>
    {
        _b.Output(OutputRole.Result, "scores", scores);
        return _b.Triangle(scores, 0, isLower: true);
    }));

    [Fact]
    public void ATriangleTimesAMatrixHasFewerTerms()
    {
        var (x, y) = (Input("x", 40, 40), Input("y", 40, 40));
        var lower = _b.Triangle(x, 0, isLower: true);
        _b.Output(OutputRole.Result, "a", _b.MatMul(lower, y));
        _b.Output(OutputRole.Result, "b", _b.MatMul(lower, y, transposeA: true));
        _b.Output(OutputRole.Result, "c", _b.MatMul(y, lower));
        Assert.Equal([Triangle.TermsToRow, Triangle.TermsFromRow, Triangle.None], Found(_b.Build()));
    }

    [Fact]
    public void ARowOfAMaskIsNoTriangle()
    {
        var x = Input("x", 40, 40);
        var (place, first) = (_b.Iota(Shape.Of(1, 40), 1), _b.Iota(Shape.Of(1, 40), 0));
        var mask = _b.Add(OpKind.LessOrEqual, place, first);
        _b.Output(OutputRole.Result, "y", _b.MatMul(_b.Select(mask, x, _b.Constant(0)), x));
        Assert.Equal([Triangle.None], Found(_b.Build()));
    }

    private static IEnumerable<LoopNestBody> Rows(Graph graph)
        => LoweredGraph.Create(GraphPasses.Run(graph), _ => false).Groups.Select(group => group.Body).OfType<LoopNestBody>()
            .Where(body => body.Kind == LoopNestKind.Row);

    /// <summary>What is found of the product of which the function takes the result.</summary>
    private Triangle Of(Func<Node, Node> reader)
    {
        _b.Output(OutputRole.Result, "result", reader(_b.MatMul(Input($"x{_b.Nodes.Count}", 40, 8), Input($"y{_b.Nodes.Count}", 8, 40))));
        return Found(_b.Build())[^1];
    }

    private static List<Triangle> Found(Graph graph)
    {
        var triangles = new TriangleAnalysis(graph);
        return [.. graph.Nodes.Where(node => node.Kind == OpKind.MatMul).Select(triangles.ForProduct)];
    }

    private Node Mask(int diagonal) => OpCase.Past(_b, 40, diagonal);

    private Node Input(string name, int rows, int columns)
        => _b.Parameter(new(name, new(ElementType.Float32, Shape.Of(rows, columns)), new(InitializerKind.Zeros)));
}
