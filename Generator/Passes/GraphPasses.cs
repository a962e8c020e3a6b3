using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Loops;
using ModelGen.Generator.Passes.Products;

namespace ModelGen.Generator.Passes;

/// <summary>The passes over a differentiated graph, in their order. Each keeps the meaning of every output.</summary>
internal static class GraphPasses
{
    /// <summary>What every target starts from: simpler graphs of the same operations.</summary>
    public static readonly IReadOnlyList<GraphPass> Canonical =
    [
        new("simplify", Simplify.Run, "differentiation leaves products with 1, needless broadcasts and transposes"),
        new("common subexpressions", CommonSubexpressions.Run,
            "gradient rules repeat the forward pass and each other; simplified terms are more often equal"),
        new("rectified comparisons", RectifiedComparisons.Run,
            "the value before a rectifier need not be stored for the backward pass; comparisons are equal by now"),
        new("factors", CommonFactors.Run,
            "gradient rules sum up products of the same gradient, and divide each term of a sum by what all are divided by; equal "
                + "factors are the same node by now"),
        new("simplify again", Simplify.Run, "merged operands make choices between equals and pairs of movements visible"),
        new("sums of loops", HoistLoopSums.Run,
            "gradients of captured tensors are added up iteration by iteration; by now the terms are simple"),
        new("results of loops", HoistLoopProducts.Run,
            "what is summed up behind a loop, or leaves it, need not be computed in each iteration"),
        new("simplify sums", Simplify.Run, "a sum of products is one product"),
        new("unused results", DeadLoopResults.Run, "gradients ask loops and branches for more than is left to read"),
        new("dead nodes", DeadNodes.Run, "what was merged or simplified away must not be computed"),
    ];

    /// <summary>What shapes a canonical graph for targets that fuse it into kernels.</summary>
    public static readonly IReadOnlyList<GraphPass> ForKernels =
    [
        new("folds of products", FoldOfProductRewrite.Run,
            "the gradients of convolutions are products with windows, rather than products laid out and folded; transposes of operands "
                + "are flags by now"),
        new("reshapes of products", ReshapeSinking.Run,
            "products and folds are reshaped where an operation joins them with what was not; then no identity moves it to their kernels"),
        new("common subexpressions of kernels", CommonSubexpressions.Run, "windows that several products slide over are the same node"),
        new("simplify kernels", Simplify.Run, "reshapes that were moved meet others"),
        new("transposed products", TransposedProducts.Run,
            "gradients of transposed operands are transposed products; the uses of a product are known by now"),
        new("compensated sums of rows", CompensatedScatterAdd.Run,
            "sums of rows stand where they will be computed, and no identity must take what rounding leaves from them"),
        new("dead nodes of kernels", DeadNodes.Run, "what was rewritten must not become a kernel"),
    ];

    /// <summary>Both lists, one after the other.</summary>
    public static readonly IReadOnlyList<GraphPass> All = [.. Canonical, .. ForKernels];

    public static Graph Run(Graph graph) => Run(graph, All);

    /// <summary>Runs passes over a graph and the bodies in it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="passes">The passes, in their order.</param>
    /// <param name="log">Is told of the graph before them, and of each pass by its name and of the graph after it.</param>
    public static Graph Run(Graph graph, IReadOnlyList<GraphPass> passes, Action<string?, Graph>? log = null)
    {
        log?.Invoke(null, graph);
        foreach (var pass in passes)
        {
            graph = ControlFlow.TransformRecursively(graph, pass.Run);
            log?.Invoke(pass.Name, graph);
        }

        return graph;
    }
}
