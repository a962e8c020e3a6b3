using System.Text;
using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

public class FuseTests
{
    [Fact]
    public void TheStepOfAClassifier()
        => Snapshot.Match(Text(GraphPasses.Run(OptimizerStep.Run(ClassifierGraphTests.Gradients(), TestOptimizers.Of("Sgd")))), "step");

    [Fact]
    public void SoftmaxIsOneKernel()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
        b.Output(OutputRole.Result, "y", b.Softmax(x, -1));
        var group = Assert.Single(Fuse.Run(GraphPasses.Run(b.Build())));
        Assert.Equal((GroupKind.Row, 1), (group.Kind, group.RowRank));
        Assert.Single(group.Stores);
    }

    [Fact]
    public void BiasAndActivationRideOnTheProduct()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(3, 7)), new(InitializerKind.Zeros)));
        var bias = b.Parameter(new("bias", new(ElementType.Float32, Shape.Of(3)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Result, "y", b.Relu(b.Add(OpKind.Add, b.MatMul(x, w, transposeB: true), bias)));
        var group = Assert.Single(Fuse.Run(b.Build()));
        Assert.Equal(GroupKind.Contraction, group.Kind);
        Assert.Single(group.Stores);
    }

    /// <summary>
    /// The gradient of attention: dP * P is computed where its sums are, which reads both anyway, so that the product stores dP alone.
    /// </summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void WhatOneOtherKernelCanComputeAsWellDoesNotRideOnAProduct(bool readsBoth, int stored)
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var (x, p) = (Input("x"), Input("p"));
        var product = b.MatMul(x, b.Parameter(new("w", new(ElementType.Float32, Shape.Of(7, 7)), new(InitializerKind.Zeros))));
        var sums = b.Sum(b.Multiply(product, p), [1], true);
        b.Output(OutputRole.Result, "y", readsBoth ? b.Multiply(p, b.Subtract(product, sums)) : sums);
        b.Output(OutputRole.Result, "z", product);
        var groups = Fuse.Run(GraphPasses.Run(b.Build()));
        Assert.Equal(stored, groups.Single(group => group.Kind == GroupKind.Contraction).Stores.Count);

        Node Input(string name) => b.Input(new(name, new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
    }

    [Fact]
    public void WhatJoinsReshapedProductsRidesOnTheLast()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
        var (before, residual) = (b.Relu(Apart(b.MatMul(x, Weight("v"), transposeB: true))),
            Apart(b.MatMul(x, Weight("w"), transposeB: true)));
        b.Output(OutputRole.Result, "y", b.Reshape(b.Relu(b.Add(OpKind.Add, before, residual)), Shape.Of(Dim.Symbol("N"), 6)));
        var groups = Fuse.Run(GraphPasses.Run(b.Build()));
        Assert.Equal([GroupKind.Contraction, GroupKind.Contraction], groups.Select(group => group.Kind));
        Assert.All(groups, group => Assert.Single(group.Stores));

        Node Weight(string name) => b.Parameter(new(name, new(ElementType.Float32, Shape.Of(6, 7)), new(InitializerKind.Zeros)));
        Node Apart(Node product) => b.Reshape(product, Shape.Of(Dim.Symbol("N"), 2, 3));
    }

    /// <summary>The gradient of a pool: nothing is stored for each window's element and then moved.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsComputedForWindowsThatDoNotOverlapIsComputedWhereTheyLie(bool isReadElsewhere)
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var windows = b.Input(new("x", new(ElementType.Float32, Shape.Of(2, Dim.Symbol("N"), 7))));
        var chosen = b.Multiply(b.Add(OpKind.Exp, windows), b.ToFloat(b.Iota(windows.Type.Shape, 0)));
        b.Output(OutputRole.Result, "y", b.Relu(b.Fold(b.Transpose(chosen, [1, 2, 0]), WindowForm.Even([1], [14], 2, 1))));
        if (isReadElsewhere) b.Output(OutputRole.Result, "z", chosen);
        var groups = Fuse.Run(GraphPasses.Run(b.Build()));
        Assert.Equal(isReadElsewhere ? [GroupKind.Map, GroupKind.NonOverlappingFold] : [GroupKind.NonOverlappingFold],
            groups.Select(group => group.Kind));
        Assert.All(groups, group => Assert.Single(group.Stores));
    }

    /// <summary>
    /// The gradient of a rectifier before a pool, of whatever shape: it rides on the fold, and so does the comparison that nobody stores.
    /// </summary>
    [Fact]
    public void WhatJoinsAReshapedFoldRidesOnIt()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var windows = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7, 2))));
        var image = b.Input(new("image", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 2, 7))));
        var gradient = b.Reshape(b.Fold(b.Add(OpKind.Exp, windows), WindowForm.Even([1], [14], 2, 1)), image.Type.Shape);
        var rectified = b.Relu(image);
        b.Output(OutputRole.Result, "y", rectified);
        b.Output(OutputRole.Result, "z",
            b.Reshape(b.Select(b.Add(OpKind.LessOrEqual, rectified, b.Constant(0)), b.Constant(0), gradient),
                Shape.Of(Dim.Symbol("N"), 14)));
        var groups = Fuse.Run(GraphPasses.Run(b.Build()));
        Assert.Equal([GroupKind.Map, GroupKind.NonOverlappingFold], groups.Select(group => group.Kind));
        Assert.All(groups, group => Assert.Single(group.Stores));
    }

    /// <summary>The heads of attention: the product is stored as its readers want it, by no kernel of its own.</summary>
    [Fact]
    public void AProductThatIsReadTransposedAloneIsStoredSo()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var (x, w) = (Heads("x", 5, 6), Heads("w", 6, 5));
        b.Output(OutputRole.Result, "y", b.Sum(b.Transpose(b.MatMul(x, w), [0, 2, 1, 3]), [1]));
        var groups = Fuse.Run(GraphPasses.Run(b.Build()));
        Assert.Equal([GroupKind.Contraction, GroupKind.Column], groups.Select(group => group.Kind));
        Assert.Equal(2, groups[0].Members.Count);

        Node Heads(string name, int rows, int columns)
            => b.Input(new(name, new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 4, rows, columns))));
    }

    /// <summary>Where all axes are equal, what is transposed has the shape of what is not.</summary>
    [Theory]
    [InlineData(0, 2, 1, 3)]
    [InlineData(1, 0, 2, 3)]
    [InlineData(0, 3, 1, 2)]
    [InlineData(0, 1, 3, 2)]
    public void ATransposedProductIsReadWhereItLies(params int[] axes) => FoundGraphTests.MustHold($"""
        modelgen graph 2
        graph g f64
        input x : f64[3, 3, 3, 3]
        %0 = input name=x : f64[3, 3, 3, 3]
        %1 = mat_mul %0 %0 : f64[3, 3, 3, 3]
        %2 = transpose %1 axes=[{string.Join(", ", axes)}] : f64[3, 3, 3, 3]
        %3 = add %2 %0 : f64[3, 3, 3, 3]
        %4 = mat_mul %2 %3 : f64[3, 3, 3, 3]
        output result y %3
        output result z %4
        """);

    [Fact]
    public void ARectifiersGradientAsksWhatIsStoredAnyway()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 6))));
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(6, 6)), new(InitializerKind.Zeros)));
        var hidden = b.Relu(b.Reshape(b.MatMul(x, w, transposeB: true), Shape.Of(Dim.Symbol("N"), 2, 3)));
        b.Output(OutputRole.Loss, "loss", b.Sum(b.MatMul(b.Reshape(hidden, Shape.Of(Dim.Symbol("N"), 6)), w, transposeB: true)));
        var groups = Fuse.Run(GraphPasses.Run(Differentiate.Run(b.Build(), ["w"])));
        Assert.Single(groups.First(group => group.Kind == GroupKind.Contraction).Stores);
    }

    [Fact]
    public void GeluLeavesItsDerivativeForTheBackwardPass()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(5, 7)), new(InitializerKind.Zeros)));
        var v = b.Parameter(new("v", new(ElementType.Float32, Shape.Of(3, 5)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Loss, "loss", b.Sum(b.MatMul(b.Gelu(b.MatMul(x, w, transposeB: true)), v, transposeB: true)));
        var groups = Fuse.Run(GraphPasses.Run(Differentiate.Run(b.Build(), ["w", "v"])));
        Assert.Equal(2, groups.First(group => group.Kind == GroupKind.Contraction).Stores.Count);
    }

    [Fact]
    public void TheGradientOfSoftmaxAsksForItsResultAlone()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 7))));
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(7, 7)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Loss, "loss", b.Sum(b.MatMul(b.Softmax(b.MatMul(x, w, transposeB: true), -1), w)));
        var groups = Fuse.Run(GraphPasses.Run(Differentiate.Run(b.Build(), ["w"])));
        Assert.Single(groups.First(group => group.Kind == GroupKind.Row).Stores);
    }

    [Fact]
    public void TwoValuesThatNeedEachOtherOnlyThroughAProductAreNotOneKernel()
    {
        var b = new GraphBuilder("g", ElementType.Float32);
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(3, 3)), new(InitializerKind.Zeros)));
        var before = b.Add(OpKind.Exp, w);
        b.Output(OutputRole.Result, "y", b.Add(OpKind.Add, before, b.Transpose(b.MatMul(before, w))));
        Assert.Equal([GroupKind.Map, GroupKind.Contraction, GroupKind.Map], Fuse.Run(b.Build()).Select(group => group.Kind));
    }

    [Fact]
    public void EveryRandomGraphIsPartedInAnOrderThatCanRun()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var graph = RandomGraph.Make(seed);
            if (Fault(graph) is { } fault) Assert.Fail($"seed {seed}: {fault}\n{GraphPrinter.Print(graph)}\n{Text(graph)}");
        }
    }

    /// <summary>Each computed node has one group, and what a group reads of another was stored by an earlier one.</summary>
    private static string? Fault(Graph raw)
    {
        var graph = Materialize.CopySharedOutputs(raw, output => output.Role == OutputRole.Update);
        var groups = Fuse.Run(graph);
        var members = groups.SelectMany(group => group.Members).ToList();
        if (members.Count != members.Distinct().Count()) return "a node is computed twice";
        var ready = new HashSet<int>();
        foreach (var group in groups)
        {
            var own = new HashSet<int>(ready);
            foreach (var member in group.Members)
            {
                foreach (var id in graph[member].Inputs.SelectMany(Sources).Where(id => !own.Contains(id)))
                    return $"%{member} reads %{id}, which is not there yet";
                own.Add(member);
            }

            ready.UnionWith(group.Stores);
        }

        var unstored = graph.Outputs.SelectMany(output => Sources(output.Node)).Where(id => !ready.Contains(id));
        var host = HostValues.Find(graph);
        var forgotten = graph.Nodes.Where(node => IsComputed(node) && !host.Contains(node.Id) && !members.Contains(node.Id));
        return unstored.Select(id => $"the output %{id} is not stored").Concat(forgotten.Select(node => $"%{node.Id} has no group"))
            .FirstOrDefault();

        // A comparison is never stored: who reads it computes it again.
        IEnumerable<int> Sources(int id)
            => members.Contains(id) && graph[id].Type.Element != ElementType.Bool ? [id] : graph[id].Inputs.SelectMany(Sources);
    }

    private static bool IsComputed(Node node) => node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction;

    private static string Text(Graph graph)
    {
        var text = new StringBuilder();
        foreach (var group in Fuse.Run(graph))
        {
            text.Append(group.Kind.ToString().ToLowerInvariant()).Append(' ').Append(group.Space).Append('\n');
            foreach (var member in group.Members)
                text.Append(group.Stores.Contains(member) ? "  store " : "        ").Append(GraphPrinter.Node(graph[member])).Append('\n');
        }

        return text.ToString();
    }
}
