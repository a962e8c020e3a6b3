using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>Updates that are made in the calls alone that reach a parameter.</summary>
/// <param name="builder">Gets the nodes.</param>
/// <param name="reaches">For the parameters that are reached in some calls only, by name: a number above 0 in these.</param>
/// <param name="parameter">The parameter's name.</param>
internal sealed class ReachedUpdates(GraphBuilder builder, Dictionary<string, Node> reaches, string parameter)
{
    /// <summary>Whether this is such a call; null where all are.</summary>
    public Node? IsReached { get; } = reaches.TryGetValue(parameter, out var reach)
        ? builder.Add(OpKind.Less, builder.Constant(0, reach), reach)
        : null;

    /// <summary>Updates a parameter or a state.</summary>
    /// <param name="old">What it was.</param>
    /// <param name="updated">What it becomes.</param>
    public void Output(Node old, Node updated)
    {
        var chosen = IsReached is null ? updated : builder.Add(OpKind.Select, IsReached, updated, old);
        UpdateOrigins.NameUpdated(builder, chosen, old);
        builder.Output(OutputRole.Update, old.Name, chosen);
    }
}
