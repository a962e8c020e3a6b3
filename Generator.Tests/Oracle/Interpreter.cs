using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>
/// The plain meaning of a graph, in double precision and one element at a time: the oracle for passes, gradients and backends.
/// </summary>
internal sealed class Interpreter
{
    private readonly Bindings _bindings;
    private readonly ElementType[] _types;
    private readonly Value[] _values;
    private readonly Dictionary<int, Value[]> _results = [];

    private Interpreter(Graph graph, Bindings bindings)
    {
        _bindings = bindings;
        foreach (var limit in graph.Limits) Check(limit);
        foreach (var guard in graph.Guards) Check(guard);
        (_types, _values) = ([.. graph.Nodes.Select(node => node.Type.Element)], new Value[graph.Nodes.Count]);
        foreach (var node in graph.Nodes) _values[node.Id] = node.Kind.IsControl() ? Control(node) : Evaluate(node);
    }

    /// <summary>The value of every node.</summary>
    public static Value[] Run(Graph graph, Bindings bindings) => new Interpreter(graph, bindings)._values;

    /// <summary>The values of the outputs, in their order.</summary>
    public static Value[] Outputs(Graph graph, Bindings bindings)
    {
        var values = Run(graph, bindings);
        return graph.Outputs.Select(output => values[output.Node]).ToArray();
    }

    /// <summary>The outputs of one role, by target.</summary>
    public static Dictionary<string, Value> Outputs(Graph graph, Bindings bindings, OutputRole role)
    {
        var values = Run(graph, bindings);
        return graph.Outputs.Where(output => output.Role == role).ToDictionary(output => output.Target, output => values[output.Node]);
    }

    private void Check(DimLimit limit)
    {
        var value = limit.Value.Evaluate(_bindings.Symbols);
        if (value < limit.Least.Evaluate(_bindings.Symbols) || value > limit.Most?.Evaluate(_bindings.Symbols))
            throw new ArgumentOutOfRangeException(limit.Value.ToString(), value, limit.Fault);
    }

    private void Check(DimGuard guard)
    {
        var isSame = guard.Left.Evaluate(_bindings.Symbols) == guard.Right.Evaluate(_bindings.Symbols);
        if (isSame == guard.MustDiffer) throw new ArgumentException(guard.Because);
    }

    private Value Evaluate(Node node)
    {
        var dims = node.Type.Shape.Dims.Select(Size).ToArray();
        var x = node.Inputs.Select(input => _values[input]).ToArray();
        return node.Kind switch
        {
            OpKind.Input => Bound(dims, _bindings.Inputs[node.Name]),
            OpKind.Parameter => Bound(dims, _bindings.Parameters[node.Name]),
            OpKind.State => Bound(dims, _bindings.States[node.Name]),
            OpKind.HostScalar => Value.Scalar(_bindings.HostScalars[node.Name]),
            OpKind.Constant => Value.Scalar(node.Value),
            OpKind.DimValue => Value.Scalar(Size(node.Dim)),
            OpKind.Iota => Value.Make(dims, at => at[node.Iota.Axis]),
            OpKind.Random => new(dims,
                [.. Enumerable.Range(0, Value.Size(dims))
                    .Select(index => (double)Philox.UnitFloat((uint)index, (uint)node.Random.Stream,
                        (uint)node.Random.Iteration.Evaluate(_bindings.Symbols), 0, 0))]),
            OpKind.ReduceSum => Reduce(dims, x[0], node.Reduction.Axes, 0, (sum, next) => sum + next),
            OpKind.ReduceMaximum => Reduce(dims, x[0], node.Reduction.Axes, double.NegativeInfinity, Math.Max),
            OpKind.ArgMax => Value.Make(dims, at => ArgMax(x[0], node.Reduction, at)),
            OpKind.Reshape => new(dims, x[0].Data),
            OpKind.Transpose => Value.Make(dims, at => x[0].Broadcast(Inverse(node.Axes, at))),
            OpKind.Broadcast => Value.Make(dims, at => x[0].Broadcast(at)),
            OpKind.Flip => Value.Make(dims,
                at => x[0].Broadcast([.. at.Select((place, other) => node.Axes.Contains(other) ? dims[other] - 1 - place : place)])),
            OpKind.Slice => Value.Make(dims, at => x[0].Broadcast(Shifted(at, node.Slice.Axis, Size(node.Slice.Start)))),
            OpKind.Pad => Value.Make(dims, at => Padded(x[0], node.Pad, at)),
            OpKind.Concat => Value.Make(dims, at => Concatenated(x, node.Axis, at)),
            OpKind.Gather => Value.Make(dims, at => Row(x[0], x[1], at)),
            OpKind.ScatterAdd => Scattered(dims, Size(node.Scatter.Rows), x[0], x[1]),
            OpKind.Window or OpKind.Fold => WindowMeaning.Apply(node.Kind, dims, x[0], node.Window.Axes,
                [.. node.Window.AllDims().Select(Size)]),
            OpKind.MatMul => Value.Make(dims, at => Product(x[0], x[1], node.Product, at)),
            OpKind.Item => new(dims, [x[0].Data[0]]),
            OpKind.Undefined => Value.Make(dims, _ => double.NaN),
            OpKind.Detach when _bindings.Detached is { } detached => detached.Next(x[0]),
            OpKind.Convert => Value.Make(dims, at => Converted(x[0].Broadcast(at), _types[node.Inputs[0]], node.Type.Element)),
            OpKind.Part => _results[node.Inputs[0]][node.Number],
            _ => Value.Make(dims, at => ScalarMeaning.Apply(node.Kind, [.. x.Select(operand => operand.Broadcast(at))])),
        };
    }

    /// <summary>Runs the bodies of a loop or a branch; its results are read by its parts.</summary>
    private Value Control(Node node)
    {
        var operands = node.Inputs.Skip(node.Kind.LeadingOperands()).Select(input => _values[input]).ToArray();
        _results[node.Id] = node.Kind == OpKind.Loop
            ? Loop(node.Loop, operands)
            : Body(node.Bodies[_values[node.Inputs[0]].Data[0] != 0 ? 0 : 1], operands, _bindings.Symbols);
        return Value.Scalar(0);
    }

    private Value[] Loop(LoopArguments arguments, Value[] operands)
    {
        var (count, body) = (Math.Max(0, Size(arguments.Count)), arguments.Bodies[0]);
        var carried = operands[^arguments.Carried..];
        var turns = new Value[count][];
        for (var turn = 0; turn < count; turn++)
        {
            var index = arguments.IsReverse ? count - 1 - turn : turn;
            turns[index] = Body(body, [.. operands[..^arguments.Carried], .. carried],
                new(_bindings.Symbols) { [arguments.Index] = index });
            carried = turns[index][..arguments.Carried];
        }

        var stacks = Enumerable.Range(arguments.Carried, body.Outputs.Count - arguments.Carried).Select(number =>
        {
            var dims = body[body.Outputs[number].Node].Type.Shape.Dims.Select(Size).Prepend(count).ToArray();
            return new Value(dims, [.. turns.SelectMany(turn => turn[number].Data)]);
        });
        return [.. carried, .. stacks];
    }

    private Value[] Body(Graph body, Value[] operands, Dictionary<string, long> symbols) => Outputs(body, new Bindings
    {
        Symbols = symbols,
        Inputs = body.Inputs.Zip(operands).ToDictionary(pair => pair.First.Name, pair => pair.Second.Data),
        HostScalars = _bindings.HostScalars,
        Detached = _bindings.Detached,
        KeepsConverted = _bindings.KeepsConverted,
    });

    private double Converted(double value, ElementType from, ElementType to)
        => _bindings.KeepsConverted && from.IsFloat() && to.IsFloat() ? value : ScalarMeaning.Convert(value, from, to);

    private int Size(Dim dim) => (int)dim.Evaluate(_bindings.Symbols);

    private static Value Bound(int[] dims, double[] data)
        => data.Length == Value.Size(dims)
            ? new(dims, data)
            : throw new ArgumentException($"{data.Length} values do not fill [{string.Join(", ", dims)}]");

    private static Value Reduce(int[] dims, Value x, EquatableArray<int> axes, double start, Func<double, double, double> combine)
    {
        var result = new double[Value.Size(dims)];
        Array.Fill(result, start);
        var kept = Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis)).ToArray();
        Value.Make(x.Dims, at =>
        {
            var index = kept.Aggregate(0, (sum, axis) => (sum * x.Dims[axis]) + at[axis]);
            return result[index] = combine(result[index], x.Broadcast(at));
        });
        return new(dims, result);
    }

    private static double ArgMax(Value x, ReductionArguments arguments, int[] at)
    {
        var kept = at.ToList();
        if (arguments.Keep) foreach (var axis in arguments.Axes.OrderDescending()) kept.RemoveAt(axis);
        var place = new int[x.Rank];
        foreach (var (axis, index) in Enumerable.Range(0, x.Rank).Except(arguments.Axes).Zip(kept)) place[axis] = index;
        var (best, greatest) = (-1, 0.0);
        for (var number = 0; number < arguments.Axes.Aggregate(1, (count, axis) => count * x.Dims[axis]); number++)
        {
            var rest = number;
            foreach (var axis in arguments.Axes.Reverse()) (rest, place[axis]) = Math.DivRem(rest, x.Dims[axis]);
            var next = x.Broadcast(place);
            if (best < 0 || next > greatest || (double.IsNaN(next) && !double.IsNaN(greatest))) (best, greatest) = (number, next);
        }

        return best;
    }

    private static double Row(Value table, Value indices, int[] at)
    {
        var row = (int)indices.Broadcast(at[..indices.Rank]);
        return row < 0 || row >= table.Dims[0] ? 0 : table.Broadcast([row, .. at[indices.Rank..]]);
    }

    private static Value Scattered(int[] dims, long rows, Value updates, Value indices)
    {
        var result = new Value(dims, new double[Value.Size(dims)]);
        var size = Value.Size(dims[1..]);
        for (var index = 0; index < updates.Data.Length; index++)
        {
            var row = (int)indices.Data[index / size];
            if (row >= 0 && row < rows) result.Data[(row * size) + (index % size)] += updates.Data[index];
        }

        return result;
    }

    private double Padded(Value x, PadArguments pad, int[] at)
    {
        var index = at[pad.Axis] - Size(pad.Before);
        return index >= 0 && index < x.Dims[pad.Axis] ? x.Broadcast(With(at, pad.Axis, index)) : pad.Value;
    }

    private static double Concatenated(Value[] parts, int axis, int[] at)
    {
        var index = at[axis];
        foreach (var part in parts)
        {
            if (index < part.Dims[axis]) return part.Broadcast(With(at, axis, index));
            index -= part.Dims[axis];
        }

        throw new InvalidOperationException("past the last part");
    }

    private static double Product(Value a, Value b, ProductArguments arguments, int[] at)
    {
        var (row, column) = (at[^2], at[^1]);
        var inner = a.Dims[arguments.TransposeA ? ^2 : ^1];
        var sum = 0.0;
        for (var k = 0; k < inner; k++)
        {
            var left = a.Broadcast(arguments.TransposeA ? [.. at[..^2], k, row] : [.. at[..^2], row, k]);
            var right = b.Broadcast(arguments.TransposeB ? [.. at[..^2], column, k] : [.. at[..^2], k, column]);
            sum += left * right;
        }

        return sum;
    }

    private static int[] Inverse(IReadOnlyList<int> axes, int[] at)
    {
        var source = new int[at.Length];
        for (var axis = 0; axis < at.Length; axis++) source[axes[axis]] = at[axis];
        return source;
    }

    private static int[] Shifted(int[] at, int axis, int by) => With(at, axis, at[axis] + by);

    private static int[] With(int[] at, int axis, int index)
    {
        var copy = (int[])at.Clone();
        copy[axis] = index;
        return copy;
    }
}
