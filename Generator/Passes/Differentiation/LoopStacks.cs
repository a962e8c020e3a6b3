using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// The values of a loop's body over all iterations, in the enclosing graph, as stacks [Count, ..]. Movement of captured tensors is done
/// outside of the loop; a computed value becomes a further result of the loop.
/// </summary>
/// <param name="outer">Holds the loop, and gets what is computed around it.</param>
/// <param name="loop">The loop as it was built.</param>
internal sealed class LoopStacks(GraphBuilder outer, Node loop)
{
    private readonly Graph _body = loop.Bodies[0];
    private readonly IterationSlices _slices = new(outer, loop.Loop.Index, loop.Loop.Count);
    private readonly HashSet<int> _host = HostValues.Find(loop.Bodies[0]);
    private readonly Dictionary<int, Node?> _stacks = [];

    private Dim Count => loop.Loop.Count;

    private int Captured => loop.Inputs.Count - loop.Loop.Carried;

    /// <summary>
    /// The stack of a node's values; null if there is none, because its size varies between iterations or it is never stored.
    /// </summary>
    public Node? Stack(int id)
    {
        if (!_stacks.TryGetValue(id, out var known)) _stacks.Add(id, known = Found(_body[id]));
        return known;
    }

    /// <summary>The outer value of a loop-invariant one, which is movement of a captured value; null for others.</summary>
    public Node? Invariant(int id)
    {
        var node = _body[id];
        if (node.Kind == OpKind.Input) return Capture(node) is { } number ? outer.Nodes[loop.Inputs[number]] : null;
        if (node.Kind == OpKind.Constant) return outer.Constant(node.Value, node.Type.Element);
        if (!IsMoving(node) || !_slices.IsInvariant(node)) return null;
        var operands = node.Inputs.Select(Invariant).ToList();
        return operands.All(operand => operand is not null) ? outer.Copy(node, operands!) : null;
    }

    /// <summary>The sum of a node's values over all iterations; null if it is not cheaper than accumulation in the loop.</summary>
    public Node? Sum(int id)
    {
        var node = _body[id];
        if (!_slices.IsFixed(node.Type.Shape) || !node.Type.Element.IsFloat()) return null;
        if (node.Kind == OpKind.Pad && _slices.IsIterationPad(node, _body[node.Inputs[0]].Type.Shape))
            return Stack(node.Inputs[0]) is { } pieces
                ? _slices.Unstacked(pieces, node.Pad.Axis, node.Pad.Before, node.Type.Shape)
                : null;
        if (!_slices.IsInvariant(node)) return null;
        return node.Kind switch
        {
            OpKind.Add when node.Inputs.All(input => _body[input].Type == node.Type) =>
                Sum(node.Inputs[0]) is { } left && Sum(node.Inputs[1]) is { } right ? outer.Add(left, right) : null,
            OpKind.Negate or OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast =>
                Sum(node.Inputs[0]) is { } sum ? outer.Copy(node, [sum]) : null,
            OpKind.Pad when node.Pad.Value == 0 => Sum(node.Inputs[0]) is { } sum ? outer.Copy(node, [sum]) : null,
            OpKind.ReduceSum when !IsSpread(_body[node.Inputs[0]]) =>
                Stack(node.Inputs[0]) is { } stack
                    ? outer.Reshape(outer.Sum(stack, [0, .. node.Reduction.Axes.Select(axis => axis + 1)]), node.Type.Shape)
                    : null,
            OpKind.MatMul => SumOfProducts(node),
            _ => MovedOperands(node) is { } moved ? outer.Sum(moved, [0]) : null,
        };
    }

    /// <summary>
    /// The stack of matmuls of rows with a loop-invariant matrix, movement of the result included, as one matmul; null for others.
    /// </summary>
    public Node? Product(int id)
    {
        var node = _body[id];
        if (!_slices.IsInvariant(node)) return null;
        if (node.Kind is OpKind.Reshape or OpKind.Transpose)
            return Product(node.Inputs[0]) is { } product ? MovedStack(node, [product]) : null;

        // Stacked rows are rows; a stack of transposed ones would have to be a batch.
        if (node.Kind != OpKind.MatMul || node.Product.TransposeA || node.Inputs.Any(input => _body[input].Type.Rank != 2)) return null;
        return Invariant(node.Inputs[1]) is { } right && Stack(node.Inputs[0]) is { } left
            ? outer.MatMul(left, right, transposeB: node.Product.TransposeB)
            : null;
    }

    private static bool IsMoving(Node node)
        => node.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Flip or OpKind.Slice or OpKind.Pad
            or OpKind.Concat;

    /// <summary>Whether a value is larger than all its operands, so that it should not be stored.</summary>
    private bool IsSpread(Node node)
        => node.Kind.Row().Class == OpClass.Elementwise
            && node.Inputs.All(input => _body[input].Kind == OpKind.Broadcast || _body[input].Type.Shape != node.Type.Shape);

    private Node? Found(Node node)
    {
        if (!_slices.IsFixed(node.Type.Shape) || node.Type.Element == ElementType.Bool || _host.Contains(node.Id)
            || node.Kind is OpKind.Undefined || node.Kind.IsControl()) return null;
        if (MovedOperands(node) is { } moved) return moved;

        // A value is stacked before it is broadcast or rearranged.
        if (node.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Flip or OpKind.Pad && _slices.IsInvariant(node))
            return Stack(node.Inputs[0]) is { } operand ? MovedStack(node, [operand]) : null;
        return Saved(node.Id);
    }

    /// <summary>The stack of what is moved from captured tensors alone.</summary>
    private Node? MovedOperands(Node node)
    {
        if (_stacks.TryGetValue(node.Id, out var known)) return known;
        if (_slices.IsIterationSlice(node) && Invariant(node.Inputs[0]) is { } whole) return _slices.Stacked(whole, node);
        if (Invariant(node.Id) is { } same) return outer.BroadcastTo(same, StackShape(node));
        if (!IsMoving(node) || !_slices.IsInvariant(node)) return null;
        var operands = node.Inputs.Select(input => MovedOperands(_body[input])).ToList();
        return operands.All(operand => operand is not null) ? MovedStack(node, operands!) : null;
    }

    private Node MovedStack(Node node, IReadOnlyList<Node> stacks)
    {
        if (node.Kind == OpKind.Reshape) return outer.Reshape(stacks[0], StackShape(node));
        if (node.Kind == OpKind.Broadcast) return outer.BroadcastTo(Ranked(stacks[0], node.Type.Rank), StackShape(node));
        return outer.Add(node.Kind, stacks, node.Arguments switch
        {
            SliceArguments slice => slice with { Axis = slice.Axis + 1 },
            PadArguments pad => pad with { Axis = pad.Axis + 1 },
            AxisArguments concat => new AxisArguments(concat.Axis + 1),
            _ when node.Kind == OpKind.Transpose => new AxesArguments([0, .. node.Axes.Select(axis => axis + 1)]),
            _ => new AxesArguments(node.Axes.Map(axis => axis + 1)),
        });
    }

    private Node? SumOfProducts(Node product)
    {
        var (flags, left, right) = (product.Product, product.Inputs[0], product.Inputs[1]);
        if (Invariant(right) is { } b) return Sum(left) is { } sum ? outer.MatMul(sum, b, flags.TransposeA, flags.TransposeB) : null;
        if (Invariant(left) is { } a) return Sum(right) is { } sum ? outer.MatMul(a, sum, flags.TransposeA, flags.TransposeB) : null;
        if (Stack(left) is not { } lefts || Stack(right) is not { } rights) return null;
        var rank = product.Type.Rank;
        return outer.Sum(outer.MatMul(Ranked(lefts, rank), Ranked(rights, rank), flags.TransposeA, flags.TransposeB), [0]);
    }

    /// <summary>A stack of values that have more axes, of 1, in front.</summary>
    private Node Ranked(Node stack, int rank)
    {
        var dims = stack.Type.Shape.Dims;
        return stack.Type.Rank == rank + 1
            ? stack
            : outer.Reshape(stack, Shape.Of([dims[0], .. Enumerable.Repeat(Dim.One, rank + 1 - stack.Type.Rank), .. dims.Skip(1)]));
    }

    private Node Saved(int id)
    {
        var body = outer.Nodes[loop.Id].Bodies[0];
        var number = body.Outputs.ToList().FindIndex(loop.Loop.Carried, output => output.Node == id);
        if (number < 0)
        {
            number = body.Outputs.Count;
            outer.ReplaceBodies(outer.Nodes[loop.Id],
                [body with { Outputs = body.Outputs.Append(new(OutputRole.Result, "stacked", id)).ToEquatableArray() }]);
        }

        return outer.Part(outer.Nodes[loop.Id], number);
    }

    private Shape StackShape(Node node) => Shape.Of(node.Type.Shape.Dims.Prepend(Count));

    private int? Capture(Node input)
    {
        var number = _body.Inputs.ToList().FindIndex(info => info.Name == input.Name);
        return number < Captured ? number : null;
    }
}
