using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Writes the value of a node at a place of an iteration space as a scalar program. Elementwise primitives become instructions, movement
/// becomes index arithmetic and bounds, and a stored value becomes a load; so any tree of these is one kernel without temporaries.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="rank">How many axes the iteration space has.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="isStored">Whether a node's value is in memory.</param>
/// <param name="registers">The registers of what earlier phases reduced.</param>
/// <param name="exponentials">What the kernel computes beside error functions: <see cref="ErrorFunctions"/>.</param>
internal sealed class ScalarLowering(
    Graph graph, int rank, HashSet<int> host, Func<Node, bool> isStored, IReadOnlyDictionary<int, int>? registers = null,
    IReadOnlyDictionary<int, int>? exponentials = null)
{
    private readonly List<ScalarInstruction> _instructions = [];
    private readonly Dictionary<ScalarInstruction, int> _known = [];

    /// <summary>What elementwise nodes are at the places where they were asked for: one that is read twice is written once.</summary>
    private readonly Dictionary<int, List<(IReadOnlyList<AffineIndex> At, EquatableArray<Bounds> Within, int Value)>> _written = [];

    public ScalarProgram Build(params int[] results) => new(_instructions.ToEquatableArray(), results.ToEquatableArray());

    /// <summary>
    /// The number of the instruction that is the node's element at <paramref name="at"/>, one index for each of its axes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value cannot be computed in place: it must be stored first
    /// (<see cref="IsInPlace"/>).</exception>
    public int Lower(Node node, IReadOnlyList<AffineIndex> at) => Lower(node, at, []);

    /// <summary>As <see cref="Lower(Node, IReadOnlyList{AffineIndex})"/> where the place lies within bounds; elsewhere 0.</summary>
    public int LowerWithin(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var value = Lower(node, at, within);
        if (_instructions[value] is ReadInstruction) return value;
        return within.Aggregate(value,
            (inside, bounds) => Where(bounds, inside, Emit(new ConstantInstruction(0, node.Type.Element)), node.Type.Element));
    }

    /// <summary>
    /// Whether a node's value can be written as scalars over its operands' values; if not, the node or its operand must be stored.
    /// </summary>
    public static bool IsInPlace(Graph graph, Node node, Func<Node, bool> isStored) => node.Kind.Row().Class switch
    {
        OpClass.Reduction or OpClass.Contraction => false,
        _ when node.Kind == OpKind.Reshape =>
            isStored(graph[node.Inputs[0]]) || UnitAxes.Match(graph[node.Inputs[0]].Type.Shape, node.Type.Shape) is not null,
        _ => true,
    };

    private int Lower(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        if (registers is not null && registers.TryGetValue(node.Id, out var register))
            return Emit(new RegisterInstruction(register, node.Type.Element));
        if (isStored(node)) return Load(node, node.Type.Shape, at, within);
        if (node.Kind == OpKind.Constant) return Emit(new ConstantInstruction(node.Arguments.Value, node.Type.Element));

        // A kernel gets numbers of the host; what compares them is computed in it.
        if (host.Contains(node.Id) && node.Type.Element.IsFloat()) return Emit(new HostInstruction(node.Id, node.Type.Element));
        return node.Kind switch
        {
            OpKind.Iota => Emit(new IndexInstruction(at[node.Arguments.Axes[0]])),
            OpKind.Random => Emit(new RandomInstruction(AffineIndex.Linear(node.Type.Shape, at, rank), node.Arguments.Number,
                node.Arguments.Start, node.Type.Element)),
            OpKind.Reshape => LowerReshape(node, at, within),
            OpKind.Transpose => Lower(Operand(node), Permuted(node.Arguments.Axes, at), within),
            OpKind.Broadcast => Lower(Operand(node), Aligned(Operand(node), at), within),
            OpKind.Flip => Lower(Operand(node), Flipped(node, at), within),
            OpKind.Slice => Lower(Operand(node), Moved(at, node.Arguments.Axes[0], node.Arguments.Start), within),
            OpKind.Pad => Piece(Operand(node), at, node.Arguments.Axes[0], node.Arguments.Start, within,
                Emit(new ConstantInstruction(node.Arguments.Value, node.Type.Element))),
            OpKind.Gather => LowerGather(node, at, within),
            OpKind.Window => Lower(Operand(node), Windowed(WindowForm.Of(node.Arguments), at), within),
            OpKind.Concat => LowerConcat(node, at, within),
            OpKind.Fold when ApartFold.IsApart(node, Operand(node).Type.Shape) => Lower(Operand(node), ApartFold.Source(node, at), within),
            _ when node.Kind.Row().Class == OpClass.Elementwise => Written(node, at, within),
            _ => throw new InvalidOperationException($"%{node.Id} ({node.Kind.Row().Name}) must be stored before it is used in a kernel"),
        };
    }

    private int Written(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        if (!_written.TryGetValue(node.Id, out var places)) _written.Add(node.Id, places = []);
        foreach (var place in places)
        {
            if (place.Within.Equals(within) && (ReferenceEquals(place.At, at) || place.At.SequenceEqual(at))) return place.Value;
        }

        var value = LowerElementwise(node, at, within);
        places.Add((at, within, value));
        return value;
    }

    private int LowerElementwise(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var beside = exponentials is not null && exponentials.TryGetValue(node.Id, out var exponential)
            ? node.Inputs.Append(exponential)
            : node.Inputs;
        var operands = beside.Select(id => Lower(graph[id], Aligned(graph[id], at), within)).ToEquatableArray();
        return node.Kind == OpKind.Detach ? operands[0] : Emit(new ComputeInstruction(node.Kind, operands, node.Type.Element));
    }

    private int LowerReshape(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var operand = Operand(node);
        if (isStored(operand)) return Load(operand, node.Type.Shape, at, within);
        if (UnitAxes.Match(operand.Type.Shape, node.Type.Shape) is not { } axes)
            throw new InvalidOperationException($"%{operand.Id} must be stored before it is reshaped to {node.Type.Shape}");
        return Lower(operand, axes.Select(axis => axis < 0 ? AffineIndex.Zero(rank) : at[axis]).ToList(), within);
    }

    private int LowerConcat(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var axis = node.Arguments.Axes[0];
        var starts = new List<Dim>();
        var end = Dim.Zero;
        foreach (var id in node.Inputs)
        {
            starts.Add(end);
            end += graph[id].Type.Shape[axis];
        }

        int? rest = null;
        for (var piece = node.Inputs.Count - 1; piece >= 0; piece--)
            rest = Piece(graph[node.Inputs[piece]], at, axis, starts[piece], within, rest);
        return rest!.Value;
    }

    private int LowerGather(Node node, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
    {
        var (table, indices) = (Operand(node), graph[node.Inputs[1]]);
        var row = Lower(indices, at.Take(indices.Type.Rank).ToList(), within);
        var shape = table.Type.Shape;
        var index = AffineIndex.Linear(shape, [AffineIndex.Zero(rank), .. at.Skip(indices.Type.Rank)], rank);

        // Any reshape of a dense table is as dense.
        while (!isStored(table) && table.Kind == OpKind.Reshape) table = Operand(table);
        if (!isStored(table)) throw new InvalidOperationException($"%{table.Id} must be stored before its rows are taken");
        return Emit(new GatherInstruction(table.Id, new(row, shape[0], shape.Strides()[0]), index, within, node.Type.Element));
    }

    /// <summary>
    /// The operand where it lies, from <paramref name="start"/> on along an axis; elsewhere <paramref name="otherwise"/>, or 0 where that
    /// is null.
    /// </summary>
    private int Piece(Node operand, IReadOnlyList<AffineIndex> at, int axis, Dim start, EquatableArray<Bounds> within, int? otherwise)
    {
        var moved = Moved(at, axis, start * -1);
        var bounds = new Bounds(moved[axis], operand.Type.Shape[axis]);
        var value = Lower(operand, moved, within.Append(bounds).ToEquatableArray());
        var type = operand.Type.Element;
        var rest = otherwise ?? Emit(new ConstantInstruction(0, type));
        return Where(bounds, value, rest, type);
    }

    private int Where(Bounds bounds, int inside, int outside, ElementType type)
        => Emit(new ComputeInstruction(OpKind.Select, [Emit(new BoundsInstruction(bounds)), inside, outside], type));

    private int Load(Node node, Shape shape, IReadOnlyList<AffineIndex> at, EquatableArray<Bounds> within)
        => Emit(new LoadInstruction(node.Id, AffineIndex.Linear(shape, at, rank), within, node.Type.Element));

    private Node Operand(Node node) => graph[node.Inputs[0]];

    /// <summary>The place of an operand that is broadcast: trailing axes meet, and along an axis of 1 the place is 0.</summary>
    private IReadOnlyList<AffineIndex> Aligned(Node operand, IReadOnlyList<AffineIndex> at)
    {
        var (dims, missing) = (operand.Type.Shape.Dims, at.Count - operand.Type.Rank);
        if (missing == 0 && !dims.Any(dim => dim.IsOne)) return at;
        var places = new AffineIndex[dims.Count];
        for (var axis = 0; axis < places.Length; axis++) places[axis] = dims[axis].IsOne ? AffineIndex.Zero(rank) : at[axis + missing];
        return places;
    }

    private static List<AffineIndex> Permuted(EquatableArray<int> axes, IReadOnlyList<AffineIndex> at)
        => Enumerable.Range(0, axes.Count).Select(axis => at[axes.IndexOf(axis)]).ToList();

    /// <summary>The operand's place of an element of a window: window times stride plus element times dilation.</summary>
    private static List<AffineIndex> Windowed(WindowForm form, IReadOnlyList<AffineIndex> at)
    {
        var rank = at.Count - form.Count;
        var places = at.Take(rank).ToList();
        for (var number = 0; number < form.Count; number++)
            places[form.Axes[number]] = at[form.Axes[number]].Times(form.Strides[number])
                .Plus(at[rank + number].Times(form.Dilations[number]));
        return places;
    }

    private static List<AffineIndex> Flipped(Node node, IReadOnlyList<AffineIndex> at)
        => at.Select((index, axis) => node.Arguments.Axes.Contains(axis) ? index.Times(-1).Plus(node.Type.Shape[axis] - 1) : index)
            .ToList();

    private static List<AffineIndex> Moved(IReadOnlyList<AffineIndex> at, int axis, Dim by)
        => at.Select((index, other) => other == axis ? index.Plus(by) : index).ToList();

    private int Emit(ScalarInstruction instruction)
    {
        if (_known.TryGetValue(instruction, out var number)) return number;
        _known.Add(instruction, _instructions.Count);
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }
}
