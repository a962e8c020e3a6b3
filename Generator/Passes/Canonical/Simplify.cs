using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Applies local identities until none applies. What an identity would change where a value is NaN or infinite is left alone: x * 0 is
/// not 0, x - x is not 0. Detach is removed, so that this runs after <see cref="Differentiate"/>.
/// </summary>
internal static class Simplify
{
    // Every rule shrinks the graph or moves it towards a normal form; the bound only protects against rules that undo each other.
    private const int MostRounds = 50;

    private static readonly Func<SimplifyContext, Node?>[] Rules =
    [
        ConstantFolding.Apply,
        ArithmeticIdentities.Apply,
        MovementIdentities.Apply,
        ConcatIdentities.Apply,
        BroadcastIdentities.Apply,
        ReshapeIdentities.Apply,
        ProductIdentities.Apply,
    ];

    public static Graph Run(Graph graph)
    {
        bool[]? settled = null;
        for (var (count, hasChanged) = (0, true); hasChanged && count < MostRounds; count++)
        {
            var round = new SimplifyRound(graph, settled, Simpler);
            (graph, settled) = round.Run();
            hasChanged = round.HasChanged;
        }

        return DeadNodes.Run(graph);
    }

    private static Node? Simpler(SimplifyContext context)
    {
        var count = context.Builder.Nodes.Count;
        foreach (var rule in Rules)
        {
            if (rule(context) is not { } simpler || simpler.Type != context.Node.Type) continue;
            if (context.Node.Label is { } label && simpler.Id >= count) context.Builder.Label(simpler, label);
            return simpler;
        }

        return null;
    }
}
