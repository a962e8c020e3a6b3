namespace ModelGen.Generator.IR;

/// <summary>Finds what is wrong with a graph that no builder would have made.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The graph is broken; the message lists every fault.</exception>
    public static void Check(Graph graph)
    {
        var faults = Faults(graph).ToList();
        if (faults.Count > 0) throw new InvalidOperationException($"graph {graph.Name} is broken:\n  " + string.Join("\n  ", faults));
    }

    public static IEnumerable<string> Faults(Graph graph)
        => graph.Nodes.SelectMany((node, index) => NodeFaults(graph, node, index)).Concat(OutputFaults(graph)).Concat(NameFaults(graph))
            .Concat(SymbolFaults(graph));

    private static IEnumerable<string> NodeFaults(Graph graph, Node node, int index)
    {
        var at = GraphPrinter.Node(node);
        if (node.Id != index) return [$"{at}: stands at place {index}"];
        if (node.Inputs.Any(input => input < 0 || input >= index)) return [$"{at}: an operand is not an earlier node"];
        if (ArityFault(node) is { } expected) return [$"{at}: {expected}"];
        return ArgumentFaults(graph, node).Concat(ElementFaults(graph, node)).FirstOrDefault() is { } fault
            ? [$"{at}: {fault}"]
            : TypeFaults(graph, node).Select(text => $"{at}: {text}");
    }

    private static string? ArityFault(Node node)
    {
        var arity = node.Kind.Row().Arity;
        if (arity == OpRow.OneOrMore) return node.Inputs.Count == 0 ? $"expected one or more operands, got {node.Inputs.Count}" : null;
        return arity != OpRow.Any && node.Inputs.Count != arity
            ? $"expected {GraphText.Number(arity)} operands, got {node.Inputs.Count}"
            : null;
    }

    private static IEnumerable<string> ArgumentFaults(Graph graph, Node node)
    {
        var family = node.Kind.Row().Arguments.Record;
        if (node.Arguments.GetType() != family) return [$"it takes {family.Name}, not {node.Arguments.GetType().Name}"];
        var (rank, axes) = (AxesOf(graph, node), node.Arguments.AllAxes().ToList());
        return AxisFaults(node, axes, rank).Concat(WindowFaults(node, axes, rank)).Concat(ResultFaults(graph, node, rank));
    }

    /// <summary>How many axes there are that arguments can name.</summary>
    private static int AxesOf(Graph graph, Node node)
    {
        if (node.Kind == OpKind.Iota) return node.Type.Rank;
        return node.Inputs.Count > 0 ? graph[node.Inputs[0]].Type.Rank : 0;
    }

    private static IEnumerable<string> AxisFaults(Node node, List<int> axes, int rank)
    {
        if (axes.Any(axis => axis < 0 || axis >= rank)) yield return $"an axis is not within rank {rank}";
        if (axes.Distinct().Count() != axes.Count) yield return "an axis is named twice";
        if (node.Kind == OpKind.Transpose && axes.Count != rank) yield return $"{rank} axes are expected";
    }

    private static IEnumerable<string> WindowFaults(Node node, List<int> axes, int rank)
    {
        if (node.Arguments is WindowForm { IsComplete: false })
            yield return "one or more axes, and a size, a stride and a dilation for each are expected";
        else if (node.Kind == OpKind.Fold && (rank < 2 * axes.Count || axes.Any(axis => axis >= rank - axes.Count)))
            yield return "the folded axes stand before the windows' own";
        else if (node.Kind == OpKind.Fold && !node.Window.IsFoldable)
            yield return "along each axis stride or dilation must be 1";
    }

    private static IEnumerable<string> ResultFaults(Graph graph, Node node, int rank)
    {
        if (node.Kind == OpKind.ScatterAdd && rank <= graph[node.Inputs[1]].Type.Rank) yield return "rows are expected";
        if (node.Kind.Has(OpTraits.HasElement) && !IsResult(node.Kind, node.Element))
            yield return $"its elements cannot be {node.Element?.Name() ?? "of no type"}";
    }

    private static bool IsResult(OpKind kind, ElementType? element)
        => element?.IsFloat() == true || (kind == OpKind.Convert && element == ElementType.Int32);

    private static IEnumerable<string> ElementFaults(Graph graph, Node node)
    {
        var elements = node.Inputs.Select(input => graph[input].Type.Element).ToList();
        if (node.Kind == OpKind.Select && elements[0] != ElementType.Bool)
            yield return $"a condition is expected first, got {elements[0].Name()}";
        if (node.Kind.Has(OpTraits.HasIndexedRows))
        {
            if (RowsFault(elements) is { } fault) yield return fault;
        }
        else if (!node.Kind.IsControl() && Differing(elements.Skip(node.Kind == OpKind.Select ? 1 : 0)) is { } names)
        {
            yield return "the operands' element types differ: " + names;
        }
    }

    private static string? RowsFault(List<ElementType> elements)
        => elements[0].IsFloat() && elements[1] == ElementType.Int32
            ? null
            : $"floats and their indices are expected, got {elements[0].Name()} and {elements[1].Name()}";

    /// <summary>The names of types that are not all the same; null of such that are.</summary>
    private static string? Differing(IEnumerable<ElementType> types)
        => types.Distinct().Count() > 1 ? string.Join(", ", types.Select(ElementTypes.Name)) : null;

    private static IEnumerable<string> TypeFaults(Graph graph, Node node)
    {
        if (node.Kind.IsDeclared()) return DeclarationFaults(graph, node);
        if (node.Kind.IsControl()) return ControlFaults(graph, node);
        if (node.Kind == OpKind.Part) return PartFaults(graph, node);
        if (node.Kind == OpKind.Undefined) return [];
        return InferenceFault(graph, node) is { } fault ? [fault] : [];
    }

    private static string? InferenceFault(Graph graph, Node node)
    {
        try
        {
            var type = new ShapeRules([]).Infer(node.Kind, node.Inputs.Select(input => graph[input].Type).ToList(), node.Arguments);
            return type == node.Type ? null : $"its type should be {type}";
        }
        catch (ShapeException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<string> ControlFaults(Graph graph, Node node)
    {
        var bodies = node.Bodies;
        if (bodies.Count != (node.Kind == OpKind.Loop ? 1 : 2)) return [$"it has {bodies.Count} bodies"];
        var given = node.Inputs.Skip(node.Kind.LeadingOperands()).Select(id => graph[id].Type).ToList();
        return bodies.SelectMany(Faults).Concat(bodies.SelectMany(body => OperandFaults(body, given))).Concat(BodyFaults(node, given))
            .Concat(ConditionFaults(graph, node));
    }

    private static IEnumerable<string> OperandFaults(Graph body, List<TensorType> given)
    {
        var taken = body.Inputs.Select(input => input.Type).ToList();
        if (!taken.SequenceEqual(given))
            yield return $"the body takes {string.Join(", ", taken)}, the operands are {string.Join(", ", given)}";
    }

    private static IEnumerable<string> BodyFaults(Node node, List<TensorType> given)
    {
        var results = node.Bodies.Select(body => body.Outputs.Select(output => body[output.Node].Type).ToList()).ToList();
        if (results.Count == 2 && !results[0].SequenceEqual(results[1])) yield return "the results of the two bodies differ in type";
        if (!results[0].Take(node.Carried).SequenceEqual(given.Skip(given.Count - node.Carried)))
            yield return "what is carried changes its type";
    }

    private static IEnumerable<string> ConditionFaults(Graph graph, Node node)
    {
        if (node.Kind == OpKind.Branch
            && (node.Inputs.Count == 0 || graph[node.Inputs[0]].Type != new TensorType(ElementType.Bool, Shape.Scalar)))
            yield return "its first operand is no condition";
    }

    private static IEnumerable<string> PartFaults(Graph graph, Node node)
    {
        var control = graph[node.Inputs[0]];
        if (!control.Kind.IsControl()) yield return "it is part of neither a loop nor a branch";
        else if (node.Number >= control.Bodies[0].Outputs.Count) yield return "there is no such result";
        else if (ControlFlow.ResultType(control, node.Number) is var type && type != node.Type)
            yield return $"its type should be {type}";
    }

    private static IEnumerable<string> DeclarationFaults(Graph graph, Node node)
    {
        var name = node.Name;
        TensorType? declared = node.Kind switch
        {
            OpKind.Input => graph.Inputs.FirstOrDefault(input => input.Name == name)?.Type,
            OpKind.Parameter => graph.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type,
            _ => graph.States.FirstOrDefault(state => state.Name == name)?.Type,
        };
        if (declared is null) yield return $"{name} is not declared";
        else if (declared != node.Type) yield return $"{name} is declared as {declared}";
    }

    private static IEnumerable<string> OutputFaults(Graph graph)
    {
        foreach (var output in graph.Outputs)
        {
            if (OutputFault(graph, output) is { } fault) yield return $"output {output.Role} {output.Target}: {fault}";
        }
    }

    private static string? OutputFault(Graph graph, GraphOutput output)
    {
        if (output.Node < 0 || output.Node >= graph.Nodes.Count) return $"node %{output.Node} does not exist";
        var (target, given) = (TargetType(graph, output), graph[output.Node].Type);
        if (target is { } expected && expected != given) return $"expected {expected}, got {given}";
        return output.Role switch
        {
            OutputRole.Gradient or OutputRole.Update when target is null => "nothing of that name is declared",
            OutputRole.Loss or OutputRole.GradientNorm when given.Rank > 0 || !given.Element.IsFloat() => $"it is one float, got {given}",
            _ => null,
        };
    }

    private static TensorType? TargetType(Graph graph, GraphOutput output) => output.Role switch
    {
        OutputRole.Gradient => graph.Parameters.FirstOrDefault(parameter => parameter.Name == output.Target)?.Type
            ?? graph.Inputs.FirstOrDefault(input => input.Name == output.Target)?.Type,
        OutputRole.Update => graph.Parameters.FirstOrDefault(parameter => parameter.Name == output.Target)?.Type
            ?? graph.States.FirstOrDefault(state => state.Name == output.Target)?.Type,
        _ => null,
    };

    private static IEnumerable<string> NameFaults(Graph graph)
        => Repeated(graph.Inputs.Select(input => input.Name))
            .Concat(Repeated(graph.Parameters.Select(parameter => parameter.Name)))
            .Concat(Repeated(graph.States.Select(state => state.Name)))
            .Concat(graph.States.Where(state => state.Parameter.Length > 0)
                .Where(state => graph.Parameters.All(parameter => parameter.Name != state.Parameter))
                .Select(state => $"state {state.Name} belongs to {state.Parameter}, which is not declared"));

    private static IEnumerable<string> Repeated(IEnumerable<string> names)
        => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{group.Key} is declared twice");

    private static IEnumerable<string> SymbolFaults(Graph graph)
        => graph.Nodes.SelectMany(node => node.Type.Shape.Dims.Concat(node.Arguments.AllDims())).SelectMany(dim => dim.Symbols).Distinct()
            .Where(symbol => !graph.FixedSymbols.Contains(symbol) && !graph.BatchSymbols.Contains(symbol))
            .Select(symbol => $"the symbol {symbol} is not declared");
}
