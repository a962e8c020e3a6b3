using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>What gradients are called, and where they come from.</summary>
internal static class GradientOrigins
{
    /// <summary>The origin of what the reverse of a node makes.</summary>
    public static Origin Of(Node node)
        => new(node.Origin?.Source, OriginRole.Gradient, (node.Origin?.Subject ?? ValueNames.Of(node)) + ValueNames.Gradient);

    /// <summary>
    /// Names a value that is the gradient of another one. A gradient that passes unchanged from a value on the way to one that the user
    /// knows is that one's.
    /// </summary>
    public static void Name(GraphBuilder builder, Node gradient, Node of)
    {
        var known = builder.Nodes[gradient.Id];
        if (known.Origin is not { Role: OriginRole.Gradient } origin || origin.Part == Origin.Itself) return;
        if (IsKnown(of)) builder.Originate(known, origin.Named(ValueNames.Of(of) + ValueNames.Gradient));
        else if (origin.Part is null)
            builder.Originate(known, origin with { Subject = "", Part = ValueNames.Of(of) + ValueNames.Gradient });
    }

    private static bool IsKnown(Node node) => node.SourceName is not null || node.Origin?.Part == Origin.Itself;
}
