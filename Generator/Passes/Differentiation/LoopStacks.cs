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
        return All(node.Inputs.Select(Invariant)) is { } operands ? outer.Copy(node, operands) : null;
    }

    /// <summary>The sum of a node's values over all iterations; null if it is not cheaper than accumulation in the loop.</summary>
    public Node? Sum(int id)
    {
        var node = _body[id];
        if (!_slices.IsFixed(node.Type.Shape) || !node.Type.Element.IsFloat()) return null;
        if (node.Kind == OpKind.Pad && _slices.IsIterationPad(node, _body[node.Inputs[0]].Type.Shape)) return SumOfPieces(node);
        return _slices.IsInvariant(node) ? SumOfInvariant(node) : null;
    }

    /// <summary>The sum of paddings that each write their own piece.</summary>
    private Node? SumOfPieces(Node pad)
        => Stack(pad.Inputs[0]) is { } pieces ? _slices.Unstacked(pieces, pad.Pad.Axis, pad.Pad.Before, pad.Type.Shape) : null;

    /// <summary>The sum of what an operation whose attributes are loop-invariant makes of its operands.</summary>
    private Node? SumOfInvariant(Node node) => node.Kind switch
    {
        OpKind.Add when node.Inputs.All(input => _body[input].Type == node.Type) => SumOfBoth(node),
        _ when IsLinear(node) => OfSum(node),
        OpKind.ReduceSum when !IsSpread(_body[node.Inputs[0]]) => SumOfReduction(node),
        OpKind.MatMul => SumOfProducts(node),
        _ => MovedOperands(node) is { } moved ? outer.Sum(moved, [0]) : null,
    };

    private Node? SumOfBoth(Node node)
        => Sum(node.Inputs[0]) is { } left && Sum(node.Inputs[1]) is { } right ? outer.Add(left, right) : null;

    private static bool IsLinear(Node node)
        => node.Kind is OpKind.Negate or OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast
            || (node.Kind == OpKind.Pad && node.Pad.Value == 0);

    /// <summary>A linear operation of the sum of its operand's values.</summary>
    private Node? OfSum(Node node) => Sum(node.Inputs[0]) is { } sum ? outer.Copy(node, [sum]) : null;

    private Node? SumOfReduction(Node node)
        => Stack(node.Inputs[0]) is { } stack
            ? outer.Reshape(outer.Sum(stack, [0, .. node.Reduction.Axes.Select(axis => axis + 1)]), node.Type.Shape)
            : null;

    /// <summary>
    /// The stack of matmuls of rows with a loop-invariant matrix, movement of the result included, as one matmul; null for others.
    /// </summary>
    public Node? Product(int id)
    {
        var node = _body[id];
        if (!_slices.IsInvariant(node)) return null;
        if (node.Kind is OpKind.Reshape or OpKind.Transpose)
            return Product(node.Inputs[0]) is { } product ? MovedStack(node, [product]) : null;

        return node.Kind == OpKind.MatMul && IsOfRows(node) && Invariant(node.Inputs[1]) is { } right && Stack(node.Inputs[0]) is { } left
            ? outer.MatMul(left, right, transposeB: node.Product.TransposeB)
            : null;
    }

    /// <summary>Whether stacked rows are rows; a stack of transposed ones would have to be a batch.</summary>
    private bool IsOfRows(Node product) => !product.Product.TransposeA && product.Inputs.All(input => _body[input].Type.Rank == 2);

    /// <summary>The nodes, all of which are made; null where one is missing.</summary>
    private static List<Node>? All(IEnumerable<Node?> nodes)
    {
        var made = nodes.ToList();
        return made.TrueForAll(node => node is not null) ? made.ConvertAll(node => node!) : null;
    }

    private static bool IsMoving(Node node)
        => node.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Flip or OpKind.Slice or OpKind.Pad
            or OpKind.Concat;

    /// <summary>Whether a value is larger than all its operands, so that it should not be stored.</summary>
    private bool IsSpread(Node node)
        => node.Class == OpClass.Elementwise
            && node.Inputs.All(input => _body[input].Kind == OpKind.Broadcast || _body[input].Type.Shape != node.Type.Shape);

    private Node? Found(Node node)
    {
        if (!IsStored(node)) return null;
        if (MovedOperands(node) is { } moved) return moved;

        // A value is stacked before it is broadcast or rearranged.
        if (node.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Flip or OpKind.Pad && _slices.IsInvariant(node))
            return Stack(node.Inputs[0]) is { } operand ? MovedStack(node, [operand]) : null;
        return Saved(node.Id);
    }

    /// <summary>Whether a value is, or can be, in memory, and its size is the same in each iteration.</summary>
    private bool IsStored(Node node)
        => _slices.IsFixed(node.Type.Shape) && node.Type.Element != ElementType.Bool && !_host.Contains(node.Id)
            && node.Kind != OpKind.Undefined && !node.Kind.IsControl();

    /// <summary>The stack of what is moved from captured tensors alone.</summary>
    private Node? MovedOperands(Node node)
    {
        if (_stacks.TryGetValue(node.Id, out var known)) return known;
        if (_slices.IsIterationSlice(node) && Invariant(node.Inputs[0]) is { } whole) return _slices.Stacked(whole, node);
        if (Invariant(node.Id) is { } same) return outer.BroadcastTo(same, StackShape(node));
        if (!IsMoving(node) || !_slices.IsInvariant(node)) return null;
        return All(node.Inputs.Select(input => MovedOperands(_body[input]))) is { } operands ? MovedStack(node, operands) : null;
    }

    private Node MovedStack(Node node, IReadOnlyList<Node> stacks) => node.Kind switch
    {
        OpKind.Reshape => outer.Reshape(stacks[0], StackShape(node)),
        OpKind.Broadcast => outer.BroadcastTo(Ranked(stacks[0], node.Type.Rank), StackShape(node)),
        _ => outer.Add(node.Kind, stacks, StackArguments(node)),
    };

    /// <summary>A movement's arguments, for a stack that has an axis more in front.</summary>
    private static OpArguments StackArguments(Node node) => node.Arguments switch
    {
        SliceArguments slice => slice with { Axis = slice.Axis + 1 },
        PadArguments pad => pad with { Axis = pad.Axis + 1 },
        AxisArguments concat => new AxisArguments(concat.Axis + 1),
        _ when node.Kind == OpKind.Transpose => new AxesArguments([0, .. node.Axes.Select(axis => axis + 1)]),
        _ => new AxesArguments(node.Axes.Map(axis => axis + 1)),
    };

    private Node? SumOfProducts(Node product)
    {
        var (left, right) = (product.Inputs[0], product.Inputs[1]);
        if (Invariant(right) is { } b) return Sum(left) is { } sum ? Multiplied(product, sum, b) : null;
        if (Invariant(left) is { } a) return Sum(right) is { } sum ? Multiplied(product, a, sum) : null;
        return Stack(left) is { } lefts && Stack(right) is { } rights ? outer.Sum(MultipliedStacks(product, lefts, rights), [0]) : null;
    }

    private Node MultipliedStacks(Node product, Node lefts, Node rights)
        => Multiplied(product, Ranked(lefts, product.Type.Rank), Ranked(rights, product.Type.Rank));

    private Node Multiplied(Node product, Node left, Node right) => outer.Add(OpKind.MatMul, [left, right], product.Arguments);

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

    private int? Capture(Node input) => _body.InputNumber(input.Name) is { } number && number < Captured ? number : null;
}
