using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Loops;
using ModelGen.Generator.Passes.Products;

namespace ModelGen.Generator.Passes;

/// <summary>The passes over a differentiated graph, in their order. Each keeps the meaning of every output.</summary>
internal static class GraphPasses
{
    public static readonly IReadOnlyList<GraphPass> All =
    [
        new("simplify", Simplify.Run, "differentiation leaves products with 1, needless broadcasts and transposes"),
        new("folded products", FoldOfProductRewrite.Run,
            "the gradients of convolutions are products with windows, rather than products laid out and folded; transposes of operands "
                + "are flags by now"),
        new("product places", ReshapeSinking.Run,
            "products and folds are reshaped where an operation joins them with what was not; then no identity moves it to their kernels"),
        new("common subexpressions", CommonSubexpressions.Run,
            "gradient rules repeat the forward pass and each other; simplified terms are more often equal"),
        new("rectified comparisons", RectifiedComparisons.Run,
            "the value before a rectifier need not be stored for the backward pass; comparisons are equal by now"),
        new("factors", CommonFactors.Run,
            "gradient rules sum up products of the same gradient, and divide each term of a sum by what all are divided by; equal "
                + "factors are the same node by now"),
        new("simplify again", Simplify.Run, "merged operands make choices between equals and pairs of movements visible"),
        new("turned products", TransposedProducts.Run,
            "gradients of transposed operands are transposed products; who reads a product how often is known by now"),
        new("sums of loops", HoistLoopSums.Run, "gradients of captured tensors are added up turn by turn; by now the terms are simple"),
        new("results of loops", HoistLoopProducts.Run, "what is summed up behind a loop, or leaves it, need not be computed turn by turn"),
        new("simplify sums", Simplify.Run, "a sum of products is one product"),
        new("rests of rows", CompensatedScatterAdd.Run,
            "sums of rows stand where they will be computed, and no identity must take their rests apart"),
        new("unused results", DeadLoopResults.Run, "gradients ask loops and branches for more than is left to read"),
        new("dead nodes", DeadNodes.Run, "what was merged or simplified away must not become a kernel"),
    ];

    public static Graph Run(Graph graph) => All.Aggregate(graph, (current, pass) => ControlFlow.TransformRecursively(current, pass.Run));
}

/// <summary>A pass, its name and why it stands where it does.</summary>
internal sealed record GraphPass(string Name, Func<Graph, Graph> Run, string Because);
