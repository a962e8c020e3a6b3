using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// What the values of an update are called: after the parameter and the rule's own names, which the settings of the rule have too, such
/// as <c>beta1Power</c>.
/// </summary>
internal static class UpdateOrigins
{
    /// <summary>The rule, whose nodes know their names before its settings become constants.</summary>
    public static Graph Named(Graph rule)
    {
        var names = new string?[rule.Nodes.Count];
        foreach (var node in rule.Nodes) names[node.Id] = node.Label ?? NumberNames.Of(node, id => rule[id], operand => names[operand.Id]);
        return rule with
        {
            Nodes = rule.Nodes.Map(node => node with
            {
                Origin = new(null, OriginRole.Update, "", names[node.Id]),
            }),
        };
    }

    /// <summary>Where the values come from that the rule makes of a node for a parameter.</summary>
    /// <param name="node">The rule's node.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="source">The optimizer's attribute.</param>
    public static Origin Of(Node node, string parameter, SourceExpression? source)
        => new(source, OriginRole.Update, parameter, node.Origin?.Part);

    /// <summary>Where a number comes from that is the same for all parameters.</summary>
    public static Origin OfNumber(Node node, SourceExpression? source)
    {
        var origin = new Origin(source, OriginRole.Update, "step");
        return node.Origin?.Part is { } name ? origin.Named(name) : origin;
    }

    /// <summary>Names what takes the place of a parameter or a state.</summary>
    public static void NameUpdated(GraphBuilder builder, Node updated, Node old)
    {
        if (builder.Nodes[updated.Id] is { Origin: { Role: OriginRole.Update } origin } known)
            builder.Originate(known, origin.Named(old.Name + "Updated"));
    }
}
