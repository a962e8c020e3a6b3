using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// The states of a rule that are the same for all elements of a parameter, since no step makes them depend on parameter or gradient: they
/// are kept as one number. NAdam's product of momenta is one.
/// </summary>
internal static class SingleStates
{
    /// <summary>The names that the rule has for them.</summary>
    public static HashSet<string> Find(Graph rule)
    {
        var single = new HashSet<string>(rule.States.Select(state => state.Name));
        for (var count = -1; count != single.Count;)
        {
            count = single.Count;
            single.RemoveWhere(state => rule.Outputs.Any(output => output.Target == state && DependsOnElement(rule, output.Node, single)));
        }

        return single;
    }

    private static bool DependsOnElement(Graph rule, int node, HashSet<string> single)
        => BackwardSlice.From(rule.Nodes, [node], _ => true)
            .Any(other => other.Kind == OpKind.Input || (other.Kind == OpKind.State && !single.Contains(other.Name)));
}
