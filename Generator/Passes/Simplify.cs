using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>
/// Applies local identities until none applies. What an identity would change where a value is NaN or infinite is left alone: x * 0 is
/// not 0, x - x is not 0. Detach is removed, so that this runs after <see cref="Differentiate"/>.
/// </summary>
internal static class Simplify
{
    // Every rule makes the graph smaller or brings it nearer to a normal form; the bound only guards against a pair of rules that undo each other.
    private const int MostRounds = 50;

    private static readonly Func<SimplifyContext, Node?>[] Rules =
    [
        ConstantFolding.Apply,
        ArithmeticIdentities.Apply,
        MovementIdentities.Apply,
        PieceIdentities.Apply,
        BroadcastIdentities.Apply,
        ReshapeIdentities.Apply,
        ProductIdentities.Apply,
    ];

    public static Graph Run(Graph graph)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var changed = false;
            graph = DeadNodes.Run(Rewrite.Run(graph, (builder, node, inputs) =>
            {
                var simpler = Simpler(new SimplifyContext(builder, node, inputs));
                changed |= simpler is not null;
                return simpler ?? builder.Copy(node, inputs);
            }));
            if (!changed) break;
        }

        return graph;
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
