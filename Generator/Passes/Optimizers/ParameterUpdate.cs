using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>Applies the rule of a group to a parameter: it and what the optimizer keeps for it are updated.</summary>
/// <param name="builder">Gets the nodes.</param>
/// <param name="group">The rule.</param>
/// <param name="info">The parameter.</param>
/// <param name="gradient">Its gradient.</param>
internal sealed class ParameterUpdate(GraphBuilder builder, GroupRule group, ParameterInfo info, Node gradient)
{
    /// <summary>What stands for each node of the rule.</summary>
    private readonly Node[] _nodes = new Node[group.Rule.Nodes.Count];

    /// <summary>The number of the update, where calls differ in that; null where it is that of the step.</summary>
    private Node? _number;

    /// <param name="updates">Get the updates.</param>
    public void Write(ReachedUpdates updates)
    {
        if (updates.IsReached is { } isReached && group.IsStepRead) _number = Count(isReached);
        foreach (var node in group.Rule.Nodes) _nodes[node.Id] = Named(node);
        foreach (var output in group.Rule.Outputs.Where(output => output.Role == OutputRole.Update))
        {
            var old = output.Target == OptimizerStep.Parameter ? builder.Parameter(info) : State(output.Target);
            updates.Output(old, Shaped(_nodes[output.Node], old.Type.Shape));
        }
    }

    private Node Named(Node node)
    {
        var before = builder.Nodes.Count;
        builder.Origin = UpdateOrigins.Of(node, info.Name, group.Source);
        var applied = Applied(node);
        if (applied.Id >= before && builder.IsHost(applied)) builder.Originate(applied, UpdateOrigins.OfNumber(node, group.Source));
        return applied;
    }

    private Node Applied(Node node) => node.Kind switch
    {
        OpKind.Input when RuleSums.Summed(group.Rule, node.Name) is { } value =>
            RuleSums.Whole(builder, Shaped(_nodes[value], info.Type.Shape)),
        OpKind.Input => node.Name == OptimizerStep.Parameter ? builder.Parameter(info) : gradient,
        OpKind.State => State(node.Name),
        OpKind.HostScalar => Number(node.Name),
        _ => builder.Add(node.Kind, [.. node.Inputs.Select(id => _nodes[id])], Typed(node.Arguments)),
    };

    private OpArguments Typed(OpArguments arguments) => arguments is TypedArguments { Element: { } element } typed && element.IsFloat()
        ? typed with { Element = info.Type.Element }
        : arguments;

    private Node Number(string name)
    {
        if (name == OptimizerStep.Step && _number is not null) return _number;
        var number = builder.HostScalar(name, info.Type.Element);
        return name == OptimizerStep.LearningRate && group.Index is { } index
            ? builder.Multiply(number, builder.HostScalar(IndexedNumber.LearningRateScale.Name(index), info.Type.Element))
            : number;
    }

    private Node State(string name) => State(name, group.Single.Contains(name) ? Shape.Scalar : info.Type.Shape);

    private Node State(string name, Shape shape) => builder.State(new($"{info.Name}.{name}", info.Name, new(info.Type.Element, shape)));

    /// <summary>A rule may set a state to the same number everywhere.</summary>
    private Node Shaped(Node node, Shape shape) => node.Type.Shape == shape ? node : builder.BroadcastTo(node, shape);

    /// <summary>Counts the parameter's updates; the number of the one that this call may make.</summary>
    private Node Count(Node isReached)
    {
        var state = State(OptimizerStep.Step, Shape.Scalar);
        var before = builder.Item(state);
        var number = builder.Add(before, builder.Constant(1, before));
        builder.Output(OutputRole.Update, state.Name, builder.Add(OpKind.Select, isReached, number, before));
        return number;
    }
}
