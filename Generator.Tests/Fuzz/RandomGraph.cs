using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// Small graphs from seeds: a few inputs and parameters of odd sizes, and a dozen operations over them, loops and branches among them.
/// </summary>
internal static class RandomGraph
{
    private static readonly Dim[] Sizes = [1, 1, 2, 2, 3, 3, 4, 5, 7, Dim.Symbol("N"), Dim.Symbol("N"), Dim.Symbol("M")];

    /// <summary>A graph of any operations.</summary>
    public static Graph Make(int seed) => Make(Start(seed, isSmooth: false, isMixed: false));

    /// <summary>A graph of any operations on floats of several types.</summary>
    public static Graph MakeMixed(int seed) => Make(Start(seed, isSmooth: false, isMixed: true));

    private static Graph Make(RandomScope scope)
    {
        scope.Grow(4 + scope.Below(14));
        var results = 1 + scope.Below(3);
        for (var number = 0; number < results; number++)
            scope.Builder.Output(OutputRole.Result, $"result{number}",
                scope.Chance(0.1) && scope.Indices.Count > 0 ? scope.Pick(scope.Indices) : scope.AnyFloat());
        return scope.Builder.Build();
    }

    /// <summary>A graph with a loss that has a gradient everywhere.</summary>
    public static Graph MakeSmooth(int seed) => MakeSmooth(Start(seed, isSmooth: true, isMixed: false));

    /// <summary>A graph of floats of several types, with a loss that has a gradient everywhere where conversions are exact.</summary>
    public static Graph MakeMixedSmooth(int seed) => MakeSmooth(Start(seed, isSmooth: true, isMixed: true));

    private static Graph MakeSmooth(RandomScope scope)
    {
        scope.Grow(4 + scope.Below(12));
        var b = scope.Builder;

        // Different weights, so that no sum hides an element's gradient in another's.
        var terms = Ends(scope).Select(x => b.Sum(b.Add(OpKind.Tanh, b.Multiply(x, Weights(b, x.Type.Shape))))).ToList();
        b.Output(OutputRole.Loss, "loss", terms.Aggregate(b.Add));
        if (b.Parameters.Any(parameter => !parameter.IsTrainable)) b.Output(OutputRole.Update, "running", Running(scope));
        return b.Build();
    }

    /// <summary>A graph of any operations with a loss, which need not have a gradient everywhere.</summary>
    public static Graph MakeWithLoss(int seed)
    {
        var graph = Make(seed);
        var b = GraphBuilder.Continue(graph with { Outputs = [] });
        var last = graph.Nodes.Last(node => node.Type.Element.IsFloat() && !node.Kind.IsControl());
        b.Output(OutputRole.Loss, "loss", b.Sum(b.Reshape(last, Shape.Of(last.Type.Shape.Size))));
        return b.Build();
    }

    private static RandomScope Start(int seed, bool isSmooth, bool isMixed)
    {
        var random = new Random(seed);
        var b = new GraphBuilder("random" + GraphText.Number(seed), ElementType.Float64) { BatchSymbols = { "N", "M", "K" } };
        var scope = new RandomScope(b, random, isSmooth, 0) { IsMixed = isMixed };
        var dims = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => scope.Pick(Sizes)).ToList();
        Add(b.Parameter(new("w", Float(dims.Skip(dims.Count - 1)), new(InitializerKind.Zeros))));
        if (scope.Chance(0.5))
            Add(b.Parameter(new("v", Float(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => scope.Pick(Sizes))),
                new(InitializerKind.Zeros))));
        Add(isSmooth ? b.Parameter(new("x", Float(dims), new(InitializerKind.Zeros))) : b.Input(new("x", Float(dims))));
        scope.Data.Add(Add(b.Input(new("y", Float(dims.Select(dim => scope.Chance(0.2) ? 1 : dim).Skip(random.Next(2)))))));
        if (isSmooth && scope.Chance(0.3)) Add(b.Parameter(new("running", Float(dims), new(InitializerKind.Zeros), IsTrainable: false)));
        scope.Indices.Add(b.Input(new("labels", new(ElementType.Int32, Shape.Of(scope.Chance(0.7) ? dims[0] : scope.Pick(Sizes))))));
        if (isMixed)
        {
            var type = new TensorType(scope.Pick(RandomConversions.Types), Shape.Of(dims.Skip(random.Next(2))));
            scope.Narrow.Add(isSmooth ? b.Parameter(new("h", type, new(InitializerKind.Zeros))) : b.Input(new("h", type)));
        }

        return scope;

        Node Add(Node node)
        {
            scope.Floats.Add(node);
            return node;
        }
    }

    /// <summary>What a buffer becomes, such as a running mean: of its old value, in place or not, and of another one.</summary>
    private static Node Running(RandomScope scope)
    {
        var b = scope.Builder;
        var buffer = b.Nodes.First(node => node.Kind == OpKind.Parameter && node.Name == "running");
        var flat = b.Reshape(buffer, Shape.Of(buffer.Type.Shape.Size));
        var old = scope.Chance(0.3)
            ? b.Reshape(b.Concat(0, [b.Slice(flat, 0, 1, flat.Type.Shape[0]), b.Slice(flat, 0, 0, 1)]), buffer.Type.Shape)
            : buffer;
        var other = scope.Floats.LastOrDefault(node => node.Type == buffer.Type, buffer);
        return b.Add(b.Multiply(old, b.Constant(0.9)), b.Multiply(other, b.Constant(0.1)));
    }

    /// <summary>The last floats that depend on a parameter and that no other such one reads.</summary>
    private static IEnumerable<Node> Ends(RandomScope scope)
    {
        var depends = new bool[scope.Builder.Nodes.Count];
        foreach (var node in scope.Builder.Nodes)
            depends[node.Id] = node.Kind == OpKind.Parameter || node.Inputs.Any(input => depends[input]);
        var read = scope.Builder.Nodes.SelectMany(node => node.Inputs).ToHashSet();
        return scope.Floats.Where(node => depends[node.Id] && !read.Contains(node.Id)).Distinct().TakeLast(3)
            .DefaultIfEmpty(scope.Floats[0]);
    }

    private static TensorType Float(IEnumerable<Dim> dims) => new(ElementType.Float64, Shape.Of(dims));

    private static Node Weights(GraphBuilder b, Shape shape)
    {
        var weights = b.Constant(0.3);
        for (var axis = 0; axis < shape.Rank; axis++)
            weights = b.Add(weights,
                b.Add(OpKind.Sigmoid, b.Multiply(b.ToFloat(b.Iota(shape, axis)), b.Constant(axis + 1.3))));
        return weights;
    }
}
