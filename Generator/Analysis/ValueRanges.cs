using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>
/// The range of each node's elements, found forwards from what is known of the inputs. An analysis of the differentiation: it tells slopes
/// that are finite wherever they are taken from those with poles.
/// </summary>
/// <param name="nodes">The nodes of a graph, more of which may come later.</param>
/// <param name="inputs">What is known of an input or a state, by its name.</param>
/// <param name="indices">The symbols that may be 0, as the indices of the enclosing loops may.</param>
internal sealed class ValueRanges(IReadOnlyList<Node> nodes, Func<string, ValueRange> inputs, IReadOnlyList<string> indices)
{
    private readonly List<ValueRange> _ranges = [];

    /// <summary>The results of loops and branches.</summary>
    private readonly Dictionary<int, IReadOnlyList<ValueRange>> _results = [];

    /// <summary>The ranges of a whole graph, of whose inputs nothing is known.</summary>
    public ValueRanges(IReadOnlyList<Node> nodes) : this(nodes, _ => ValueRange.Unknown(Finiteness.AsGiven), []) { }

    public ValueRange this[int id]
    {
        get
        {
            while (_ranges.Count <= id) _ranges.Add(Infer(nodes[_ranges.Count]));
            return _ranges[id];
        }
    }

    /// <summary>The ranges within a body of a loop or branch, of nodes that may have been appended to it.</summary>
    public ValueRanges Within(Node control, Graph body, IReadOnlyList<Node> bodyNodes)
    {
        var operands = control.Inputs.Skip(control.Kind.LeadingOperands()).Select(input => this[input]).ToArray();
        if (control.Kind == OpKind.Branch) return Body(body, bodyNodes, operands, indices);

        IReadOnlyList<string> within = [.. indices, control.Loop.Index];
        var first = operands.Length - control.Loop.Carried;
        for (var number = first; number < operands.Length; number++) operands[number] = ValueRange.Unknown(operands[number].Finiteness);
        // Fixed-point iteration over carried values: finiteness only decreases, so it ends after few steps.
        for (var isWorse = true; isWorse;) isWorse = Worsen(operands, first, body, Body(body, body.Nodes, operands, within));
        return Body(body, bodyNodes, operands, within);
    }

    /// <summary>Takes over what an iteration makes worse of the carried values; false if that is nothing.</summary>
    private static bool Worsen(ValueRange[] operands, int first, Graph body, ValueRanges ranges)
    {
        var isWorse = false;
        for (var number = first; number < operands.Length; number++)
        {
            var worse = ValueRange.Worse(operands[number].Finiteness, ranges[body.Outputs[number - first].Node].Finiteness);
            if (worse == operands[number].Finiteness) continue;
            operands[number] = ValueRange.Unknown(worse);
            isWorse = true;
        }

        return isWorse;
    }

    private static ValueRanges Body(Graph body, IReadOnlyList<Node> bodyNodes, IReadOnlyList<ValueRange> operands,
        IReadOnlyList<string> indices)
    {
        var known = body.Inputs.Select((input, number) => (input.Name, number))
            .ToDictionary(item => item.Name, item => operands[item.number]);
        return new(bodyNodes, name => known.TryGetValue(name, out var range) ? range : ValueRange.Unknown(Finiteness.Open), indices);
    }

    private ValueRange Infer(Node node) => node.Class switch
    {
        OpClass.Source => Source(node),
        OpClass.Elementwise when node.Type.Element == ElementType.Bool => ValueRange.Between(0, 1, Finiteness.Sure),
        OpClass.Elementwise => node.Inputs.Count switch { 1 => Unary(node), 2 => Binary(node), _ => Select(node) },
        OpClass.Movement => InferMovement(node),
        OpClass.Reduction => InferReduction(node),
        OpClass.Contraction => Product(node),
        OpClass.Part => Part(node),
        OpClass.Control => Results(node),
        _ => this[node.Inputs[0]],
    };

    private ValueRange Source(Node node) => node.Kind switch
    {
        OpKind.Input or OpKind.State when node.Type.Element.IsFloat() => inputs(node.Name),
        OpKind.Constant => ValueRange.Between(node.Value, node.Value, Finiteness.Sure),
        OpKind.DimValue => ValueRange.Between(Least(node.Dim), double.PositiveInfinity, Finiteness.Sure),
        OpKind.Iota => ValueRange.Between(0, double.PositiveInfinity, Finiteness.Sure),
        OpKind.Random => ValueRange.Between(0, 1, Finiteness.Sure),
        _ => ValueRange.Unknown(CallNumber.Input(node) is null ? Finiteness.Sure : Finiteness.AsGiven),
    };

    // Sizes are at least 1; loop indices start at 0, and quotients may be 0.
    private double Least(Dim dim)
    {
        if (!dim.IsNatural) return double.NegativeInfinity;
        return dim.Terms.Any(term => term.Factors.All(factor => factor.Name is { } name && !indices.Contains(name))) ? 1 : 0;
    }

    private ValueRange Unary(Node node)
    {
        var x = this[node.Inputs[0]];
        return node.Kind == OpKind.Convert ? Converted(node, x) : node.Kind.Function().Range!(x);
    }

    // Of all types but half precision is expected that they hold what a model computes.
    private ValueRange Converted(Node node, ValueRange x)
    {
        if (!node.Type.Element.IsFloat()) return x;
        if (nodes[node.Inputs[0]].Type.Element == ElementType.Int32) x = ValueRange.Unknown(Finiteness.Sure);
        var greatest = FloatFormat.Find(ElementType.Float16)!.Greatest;
        return node.Type.Element != ElementType.Float16 || (x.Low >= -greatest && x.High <= greatest) ? x : x.With(Finiteness.Open);
    }

    private ValueRange Binary(Node node)
    {
        var (x, y) = (this[node.Inputs[0]], this[node.Inputs[1]]);
        return node.Kind switch
        {
            OpKind.Add => x.Plus(y),
            OpKind.Subtract => IsBelowMaximum(node) ? x.Plus(y.Negated()).AtMost(0) : x.Plus(y.Negated()),
            OpKind.Multiply => node.Inputs[0] == node.Inputs[1] ? x.Squared() : x.Times(y),
            OpKind.Divide => x.Times(y.Reciprocal()),
            OpKind.Minimum => x.Union(y).AtMost(Math.Min(x.High, y.High)),
            OpKind.Maximum => x.Union(y).AtLeast(Math.Max(x.Low, y.Low)),
            OpKind.Power => Power(nodes[node.Inputs[1]], x, y),
            _ => throw NoRow(node),
        };
    }

    private static ArgumentOutOfRangeException NoRow(Node node) => new(nameof(node), node.Kind, "the table has no row for this primitive");

    private static ValueRange Power(Node exponent, ValueRange x, ValueRange y)
    {
        if (exponent.Kind == OpKind.Constant) return x.Power(exponent.Value);
        return x.Low > 0 ? y.Times(x.Logarithm()).Exponential() : ValueRange.Unknown(Finiteness.Open);
    }

    /// <summary>The union of both sides, each within what the comparison of it says.</summary>
    private ValueRange Select(Node node)
    {
        var (then, otherwise) = (this[node.Inputs[1]], this[node.Inputs[2]]);
        if (nodes[node.Inputs[0]] is not { Kind: OpKind.Less or OpKind.LessOrEqual } condition) return then.Union(otherwise);
        var (left, right) = (condition.Inputs[0], condition.Inputs[1]);
        return Held(then, node.Inputs[1], left, right).Union(Held(otherwise, node.Inputs[2], right, left));
    }

    // less <= greater holds of the elements that are taken.
    private ValueRange Held(ValueRange range, int id, int less, int greater)
    {
        if (id == less) return range.AtMost(this[greater].High);
        if (id == greater) return range.AtLeast(this[less].Low);
        return nodes[id].Kind == OpKind.Negate ? Held(range.Negated(), nodes[id].Inputs[0], less, greater).Negated() : range;
    }

    private ValueRange InferMovement(Node node) => node.Kind switch
    {
        OpKind.Pad => this[node.Inputs[0]].Union(ValueRange.Between(node.Pad.Value, node.Pad.Value, Finiteness.Sure)),
        _ when node.Kind.Has(OpTraits.HasIndexedRows) => this[node.Inputs[0]].Union(ValueRange.Between(0, 0, Finiteness.Sure)),
        _ => node.Inputs.Select(input => this[input]).Aggregate((sum, next) => sum.Union(next)),
    };

    private ValueRange InferReduction(Node node)
    {
        var x = this[node.Inputs[0]];
        return node.Kind switch
        {
            OpKind.ReduceMaximum => x,
            OpKind.ReduceSum when IsPerhapsOfNothing(node) => OrNothing(x.Summed()),
            OpKind.ReduceSum => IsSoftmax(node) ? x.Summed().AtLeast(1) : x.Summed(),
            OpKind.ArgMax => ValueRange.Between(0, double.PositiveInfinity, Finiteness.Sure),
            _ => OrNothing(x.Summed()),
        };
    }

    private bool IsPerhapsOfNothing(Node reduction)
        => reduction.Reduction.Axes.Any(axis => MayBeEmpty(nodes[reduction.Inputs[0]].Type.Shape[axis]));

    // A product mixes its operands' elements: what was given for one row is found in all that is made of it.
    private ValueRange Product(Node node)
    {
        var (x, y, left) = (this[node.Inputs[0]], this[node.Inputs[1]], nodes[node.Inputs[0]].Type.Shape);
        var finiteness = ValueRange.Worse(x.Finiteness, y.Finiteness);
        var sum = x.Times(y).Summed().With(finiteness == Finiteness.AsGiven ? Finiteness.Sure : finiteness);
        return MayBeEmpty(left[left.Rank - (node.Product.TransposeA ? 2 : 1)]) ? OrNothing(sum) : sum;
    }

    private bool MayBeEmpty(Dim terms) => terms.IsZero || (terms.Symbols.Any(indices.Contains) && Least(terms) < 1);

    private static ValueRange OrNothing(ValueRange sum) => sum.Union(ValueRange.Between(0, 0, Finiteness.Sure));

    /// <summary>x - max x.</summary>
    private bool IsBelowMaximum(Node node) => MaximumOf(node) is not null;

    private Node? MaximumOf(Node node)
    {
        if (node.Kind != OpKind.Subtract) return null;
        var top = nodes[node.Inputs[1]];
        while (top.Kind is OpKind.Detach or OpKind.Broadcast) top = nodes[top.Inputs[0]];
        return top.Kind == OpKind.ReduceMaximum && top.Reduction.Keep && top.Inputs[0] == node.Inputs[0] ? top : null;
    }

    /// <summary>The sum of e^(x - max x), one term of which is 1.</summary>
    private bool IsSoftmax(Node sum)
        => nodes[sum.Inputs[0]] is { Kind: OpKind.Exp } exponential && MaximumOf(nodes[exponential.Inputs[0]]) is { } top
            && top.Reduction.Axes == sum.Reduction.Axes;

    // A loop or branch has no value of its own.
    private ValueRange Results(Node node)
    {
        var ranges = node.Bodies.Select(body => Within(node, body, body.Nodes)).ToList();
        _results[node.Id] = [.. Enumerable.Range(0, node.Bodies[0].Outputs.Count).Select(number => Result(node, ranges, number))];
        return ValueRange.Unknown(Finiteness.Sure);
    }

    // A loop that never runs returns its initial values.
    private ValueRange Result(Node control, List<ValueRanges> ranges, int number)
    {
        var results = control.Bodies.Select((body, side) => ranges[side][body.Outputs[number].Node])
            .Aggregate((left, right) => left.Union(right));
        if (control.Kind == OpKind.Branch || number >= control.Loop.Carried) return results;
        return results.Union(this[control.Inputs[control.Inputs.Count - control.Loop.Carried + number]]);
    }

    // Results added to a loop or branch later belong to gradients.
    private ValueRange Part(Node node)
        => _results[node.Inputs[0]] is var results && node.Number < results.Count
            ? results[node.Number]
            : ValueRange.Unknown(Finiteness.Open);
}
