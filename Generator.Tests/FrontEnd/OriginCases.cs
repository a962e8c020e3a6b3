using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What tests do with origins.</summary>
internal static class OriginCases
{
    /// <summary>The graph as its text has it.</summary>
    public static Graph WithoutOrigins(this Graph graph)
        => ControlFlow.TransformRecursively(graph, body => body with { Nodes = body.Nodes.Map(node => node with { Origin = null }) });
}
