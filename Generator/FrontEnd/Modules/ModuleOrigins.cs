using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// Tells from where the nodes of a module come where it is called: from the module's own source, or, where that is not in this project,
/// from the call. They are called after the module.
/// </summary>
/// <param name="builder">The graph of the caller, whose origin is the call.</param>
internal sealed class ModuleOrigins(GraphBuilder builder)
{
    /// <param name="copy">The node of the caller's graph.</param>
    /// <param name="node">The module's.</param>
    /// <returns>The caller's node.</returns>
    public Node Tell(Node copy, Node node)
    {
        if (builder.Origin is not { } call) return copy;
        builder.Originate(copy, Here(node, call));
        if (copy.Bodies.Count > 0)
            builder.ReplaceBodies(copy, copy.Bodies.Map(body => ControlFlow.TransformRecursively(body, inner => Here(inner, call))));
        return builder.Nodes[copy.Id];
    }

    private static Graph Here(Graph body, Origin call)
        => body with { Nodes = body.Nodes.Map(node => node with { Origin = Here(node, call) }) };

    private static Origin Here(Node node, Origin call)
    {
        if (node.Origin is not { } own) return call with { Part = node.Label };
        return own with
        {
            Source = own.Source ?? call.Source,
            Subject = call.Subject + ValueNames.Pascal(own.Subject),
            Stem = call.Subject + ValueNames.Pascal(own.Stem),
        };
    }
}
