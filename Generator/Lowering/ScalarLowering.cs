using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Lowers the value of a node at a point of an iteration space to a scalar program. Elementwise primitives become instructions, movement
/// becomes index arithmetic and bounds, and a stored value becomes a load; so any tree of these is one kernel without temporaries. What can
/// be lowered and what must be stored first is decided by <see cref="LayoutAnalysis"/>.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="rank">How many axes the iteration space has.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="isStored">Whether a node's value is in memory.</param>
/// <param name="registers">The registers of what earlier phases reduced.</param>
/// <param name="exponentials">What the kernel computes beside error functions: <see cref="ErrorFunctions"/>.</param>
/// <param name="movedFold">The fold of non-overlapping windows along which the iteration space is split.</param>
internal sealed class ScalarLowering(
    Graph graph, int rank, HashSet<int> host, Func<Node, bool> isStored, IReadOnlyDictionary<int, int>? registers = null,
    IReadOnlyDictionary<int, int>? exponentials = null, int? movedFold = null)
{
    private readonly LayoutAnalysis _layouts = new(graph, isStored, movedFold);
    private readonly List<ScalarInstruction> _instructions = [];
    private readonly Dictionary<ScalarInstruction, int> _numbers = [];

    /// <summary>The instructions of elementwise nodes by index and bounds, so that a value with two uses is lowered once.</summary>
    private readonly Dictionary<int, List<(IReadOnlyList<AffineIndex> At, EquatableArray<Bounds> Within, int Value)>> _lowered = [];

    public ScalarProgram Build(params int[] results) => new(_instructions.ToEquatableArray(), results.ToEquatableArray());

    /// <summary>
    /// The number of the instruction that is the node's element at <paramref name="indices"/>, one index for each of its axes.
    /// </summary>
    public int Lower(Node node, IReadOnlyList<AffineIndex> indices) => Lower(node, indices, []);

    /// <summary>As <see cref="Lower(Node, IReadOnlyList{AffineIndex})"/> where the place lies within bounds; elsewhere 0.</summary>
    public int LowerWithin(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        var value = Lower(node, indices, within);
        if (_instructions[value] is LoadInstruction) return value;
        return within.Aggregate(value,
            (inside, bounds) => Where(bounds, inside, Emit(new ConstantInstruction(0, node.Type.Element)), node.Type.Element));
    }

    private int Lower(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        if (isStored(node) && !IsRegister(node)) return Load(node, node.Type.Shape, indices, within);
        if (Single(node) is { } number) return Emit(number);
        _layouts.Require(node);
        return node.Kind switch
        {
            OpKind.Iota => Emit(new IndexInstruction(indices[node.Iota.Axis])),
            OpKind.Random => LowerRandom(node, indices),
            OpKind.Reshape => LowerReshape(node, indices, within),
            OpKind.Pad => LowerPiece(Operand(node), indices, node.Pad.Axis, node.Pad.Before, within,
                Emit(new ConstantInstruction(node.Pad.Value, node.Type.Element))),
            OpKind.Gather => LowerRows(node, indices, within),
            OpKind.Concat => LowerConcat(node, indices, within),
            _ => MovedIndices(node, indices) is { } moved ? Lower(Operand(node), moved, within) : LowerOnce(node, indices, within),
        };
    }

    private bool IsRegister(Node node) => registers is not null && registers.ContainsKey(node.Id);

    /// <summary>What is the same at each point: what earlier phases reduced, and numbers; null for others.</summary>
    private ScalarInstruction? Single(Node node)
    {
        if (registers is not null && registers.TryGetValue(node.Id, out var register))
            return new RegisterInstruction(register, node.Type.Element);
        if (node.Kind == OpKind.Constant) return new ConstantInstruction(node.Value, node.Type.Element);

        // Host scalars are kernel arguments; comparisons of them are computed in the kernel.
        return host.Contains(node.Id) && node.Type.Element.IsFloat() ? new HostInstruction(node.Id, node.Type.Element) : null;
    }

    private int LowerRandom(Node node, IReadOnlyList<AffineIndex> indices)
        => Emit(new RandomInstruction(AffineIndex.Linear(node.Type.Shape, indices, rank), node.Random.Stream, node.Random.Iteration,
            node.Type.Element));

    /// <summary>The indices of the element of its operand that a movement moves to a place; null for what is more than that.</summary>
    private IReadOnlyList<AffineIndex>? MovedIndices(Node node, IReadOnlyList<AffineIndex> indices) => node.Kind switch
    {
        OpKind.Transpose => PermutedIndices(node.Axes, indices),
        OpKind.Broadcast => BroadcastIndices(Operand(node), indices),
        OpKind.Flip => FlippedIndices(node, indices),
        OpKind.Slice => ShiftedIndices(indices, node.Slice.Axis, node.Slice.Start),
        OpKind.Window => WindowIndices(node.Window, indices),
        OpKind.Fold => NonOverlappingFold.OperandIndices(node, indices),
        _ => null,
    };

    private int LowerOnce(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        if (!_lowered.TryGetValue(node.Id, out var entries)) _lowered.Add(node.Id, entries = []);
        foreach (var entry in entries)
        {
            if (entry.Within.Equals(within) && (ReferenceEquals(entry.At, indices) || entry.At.SequenceEqual(indices))) return entry.Value;
        }

        var value = LowerElementwise(node, indices, within);
        entries.Add((indices, within, value));
        return value;
    }

    private int LowerElementwise(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        var beside = exponentials is not null && exponentials.TryGetValue(node.Id, out var exponential)
            ? node.Inputs.Append(exponential)
            : node.Inputs;
        var operands = beside.Select(id => Lower(graph[id], BroadcastIndices(graph[id], indices), within)).ToEquatableArray();
        return node.Kind == OpKind.Detach ? operands[0] : Emit(new ComputeInstruction(node.Kind, operands, node.Type.Element));
    }

    private int LowerReshape(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        var operand = Operand(node);
        if (isStored(operand)) return Load(operand, node.Type.Shape, indices, within);
        var axes = _layouts.Coordinates(node)!;
        return Lower(operand, axes.Select(axis => axis < 0 ? AffineIndex.Zero(rank) : indices[axis]).ToList(), within);
    }

    private int LowerConcat(Node node, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
    {
        var axis = node.Axis;
        var starts = new List<Dim>();
        var end = Dim.Zero;
        foreach (var id in node.Inputs)
        {
            starts.Add(end);
            end += graph[id].Type.Shape[axis];
        }

        int? rest = null;
        for (var piece = node.Inputs.Count - 1; piece >= 0; piece--)
            rest = LowerPiece(graph[node.Inputs[piece]], indices, axis, starts[piece], within, rest);
        return rest!.Value;
    }

    private int LowerRows(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var (shape, indices) = (Operand(node).Type.Shape, graph[node.Inputs[1]]);
        var row = Lower(indices, at.Take(indices.Type.Rank).ToList(), within);
        var index = AffineIndex.Linear(shape, [AffineIndex.Zero(rank), .. at.Skip(indices.Type.Rank)], rank);
        var rows = new IndexedRows(row, shape[0], shape.Strides()[0]);
        return Emit(new LoadInstruction(_layouts.Table(node)!.Id, index, within, node.Type.Element, rows));
    }

    /// <summary>
    /// The operand where it lies, from <paramref name="start"/> on along an axis; elsewhere <paramref name="otherwise"/>, or 0 where that
    /// is null.
    /// </summary>
    private int LowerPiece(Node operand, IReadOnlyList<AffineIndex> indices, int axis, Dim start, EquatableArray<Bounds> within,
        int? otherwise)
    {
        var moved = ShiftedIndices(indices, axis, start * -1);
        var bounds = new Bounds(moved[axis], operand.Type.Shape[axis]);
        var value = Lower(operand, moved, within.Append(bounds).ToEquatableArray());
        var type = operand.Type.Element;
        var rest = otherwise ?? Emit(new ConstantInstruction(0, type));
        return Where(bounds, value, rest, type);
    }

    private int Where(Bounds bounds, int inside, int outside, ElementType type)
        => Emit(new ComputeInstruction(OpKind.Select, [Emit(new BoundsInstruction(bounds)), inside, outside], type));

    private int Load(Node node, Shape shape, IReadOnlyList<AffineIndex> indices, EquatableArray<Bounds> within)
        => Emit(new LoadInstruction(node.Id, AffineIndex.Linear(shape, indices, rank), within, node.Type.Element));

    private Node Operand(Node node) => graph[node.Inputs[0]];

    /// <summary>The indices of a broadcast operand: trailing axes are aligned, and the index along an axis of size 1 is 0.</summary>
    private IReadOnlyList<AffineIndex> BroadcastIndices(Node operand, IReadOnlyList<AffineIndex> indices)
    {
        var (dims, missing) = (operand.Type.Shape.Dims, indices.Count - operand.Type.Rank);
        if (missing == 0 && !dims.Any(dim => dim.IsOne)) return indices;
        var result = new AffineIndex[dims.Count];
        for (var axis = 0; axis < result.Length; axis++) result[axis] = dims[axis].IsOne ? AffineIndex.Zero(rank) : indices[axis + missing];
        return result;
    }

    private static List<AffineIndex> PermutedIndices(EquatableArray<int> axes, IReadOnlyList<AffineIndex> indices)
        => Enumerable.Range(0, axes.Count).Select(axis => indices[axes.IndexOf(axis)]).ToList();

    /// <summary>The operand's indices for an element of a window: window times stride plus element times dilation.</summary>
    private static List<AffineIndex> WindowIndices(WindowForm form, IReadOnlyList<AffineIndex> indices)
    {
        var rank = indices.Count - form.Count;
        var result = indices.Take(rank).ToList();
        for (var number = 0; number < form.Count; number++)
            result[form.Axes[number]] = indices[form.Axes[number]].Times(form.Strides[number])
                .Plus(indices[rank + number].Times(form.Dilations[number]));
        return result;
    }

    private static List<AffineIndex> FlippedIndices(Node node, IReadOnlyList<AffineIndex> indices)
        => indices.Select((index, axis) => node.Axes.Contains(axis) ? index.Times(-1).Plus(node.Type.Shape[axis] - 1) : index)
            .ToList();

    private static List<AffineIndex> ShiftedIndices(IReadOnlyList<AffineIndex> indices, int axis, Dim by)
        => indices.Select((index, other) => other == axis ? index.Plus(by) : index).ToList();

    private int Emit(ScalarInstruction instruction)
    {
        if (_numbers.TryGetValue(instruction, out var number)) return number;
        _numbers.Add(instruction, _instructions.Count);
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }
}
