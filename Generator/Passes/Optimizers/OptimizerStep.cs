using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Turns the gradients of parameters into updates of parameters and of the optimizer's states: the optimizer's rule, which is of one
/// number, is applied to each element, in the parameter's type. The host scalars are "learning_rate" and "step", which counts from 1; what
/// depends on them alone is computed once a call. The parameters of a group have its settings, and its multiple of the learning rate. A
/// parameter that no gradient reaches in a call, because a branch was not taken, stays with its states as it was, and does not count the
/// step: its number of updates is a state too, where the rule asks for it. What the rule sums over the whole parameter is a reduction, and
/// a state that is the same for all elements is one number.
/// </summary>
internal static class OptimizerStep
{
    public const string LearningRate = "learning_rate";

    public const string Step = "step";

    public const string Parameter = "parameter";

    public const string Gradient = "gradient";

    private const int NoGroup = -1;

    public static Graph Run(Graph gradientGraph, OptimizerSpec spec)
        => Run(gradientGraph, spec, builder => GradientReach.InCalls(gradientGraph, builder));

    /// <param name="gradientGraph">Has the gradients.</param>
    /// <param name="spec">The rule and its settings.</param>
    /// <param name="reach">For the parameters that are reached in some calls only, by name: a number above 0 in these.</param>
    public static Graph Run(Graph gradientGraph, OptimizerSpec spec, Func<GraphBuilder, Dictionary<string, Node>> reach)
    {
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var steps = gradientGraph.ParameterGradients().ToList();
        var builder = GraphBuilder.Continue(gradientGraph with { Outputs = gradientGraph.Outputs.Except(steps).ToEquatableArray() });
        var rules = spec.Groups.Select((group, index) => GroupRule.Of(spec.With(group), index)).Prepend(GroupRule.Of(spec, NoGroup))
            .ToList();
        var reached = reach(builder);
        foreach (var step in steps)
        {
            var told = reached.TryGetValue(step.Target, out var node) ? node : null;
            Update(builder, rules[spec.GroupOf(step.Target) + 1], parameters[step.Target], builder.Nodes[step.Node], told);
        }

        return builder.Build();
    }

    private static void Update(GraphBuilder builder, GroupRule group, ParameterInfo info, Node gradient, Node? reach)
    {
        var rule = group.Rule;
        var isReached = reach is null ? null : builder.Add(OpKind.Less, builder.Constant(0, reach), reach);
        var number = isReached is not null && IsStepRead(rule) ? Count(builder, info, isReached) : null;
        var nodes = new Node[rule.Nodes.Count];
        foreach (var node in rule.Nodes) nodes[node.Id] = Applied(node);
        foreach (var output in rule.Outputs.Where(output => output.Role == OutputRole.Update))
        {
            var old = output.Target == Parameter ? builder.Parameter(info) : State(output.Target);
            var updated = Shaped(nodes[output.Node], old.Type.Shape);
            builder.Output(OutputRole.Update, old.Name, isReached is null
                ? updated
                : builder.Add(OpKind.Select, isReached, updated, old));
        }

        Node Applied(Node node) => node.Kind switch
        {
            OpKind.Input when RuleSums.Summed(rule, node.Name) is { } value =>
                RuleSums.Whole(builder, Shaped(nodes[value], info.Type.Shape)),
            OpKind.Input => node.Name == Parameter ? builder.Parameter(info) : gradient,
            OpKind.State => State(node.Name),
            OpKind.HostScalar when node.Name == Step && number is not null => number,
            OpKind.HostScalar when node.Name == LearningRate => Rate(),
            OpKind.HostScalar => builder.HostScalar(node.Name, info.Type.Element),
            _ => builder.Add(node.Kind, [.. node.Inputs.Select(id => nodes[id])], Typed(node.Arguments)),
        };

        OpArguments Typed(OpArguments arguments) => arguments is TypedArguments { Element: { } element } typed && element.IsFloat()
            ? typed with { Element = info.Type.Element }
            : arguments;

        Node Rate()
        {
            var rate = builder.HostScalar(LearningRate, info.Type.Element);
            return group.Index == NoGroup
                ? rate
                : builder.Multiply(rate, builder.HostScalar(IndexedNumber.LearningRateScale.Name(group.Index), info.Type.Element));
        }

        Node State(string state)
        {
            var shape = group.Single.Contains(state) ? Shape.Scalar : info.Type.Shape;
            return builder.State(new($"{info.Name}.{state}", info.Name, new(info.Type.Element, shape)));
        }

        // A rule may set a state to the same number everywhere.
        Node Shaped(Node node, Shape shape) => node.Type.Shape == shape ? node : builder.BroadcastTo(node, shape);
    }

    private static bool IsStepRead(Graph rule) => rule.Nodes.Any(node => node.Kind == OpKind.HostScalar && node.Name == Step);

    /// <summary>Counts a parameter's updates; the number of the one that this call may make.</summary>
    private static Node Count(GraphBuilder builder, ParameterInfo info, Node isReached)
    {
        var state = builder.State(new($"{info.Name}.{Step}", info.Name, new(info.Type.Element, Shape.Scalar)));
        var before = builder.Item(state);
        var number = builder.Add(before, builder.Constant(1, before));
        builder.Output(OutputRole.Update, state.Name, builder.Add(OpKind.Select, isReached, number, before));
        return number;
    }

    /// <summary>The rule for the parameters of a group.</summary>
    /// <param name="Rule">The optimizer's, for the group's settings.</param>
    /// <param name="Single">Its states that are one number for a parameter.</param>
    /// <param name="Index">Which group it is.</param>
    private sealed record GroupRule(Graph Rule, HashSet<string> Single, int Index)
    {
        public static GroupRule Of(OptimizerSpec spec, int index)
        {
            var rule = SpecializeRule.Run(spec);
            return new(rule, SingleStates.Find(rule), index);
        }
    }
}
