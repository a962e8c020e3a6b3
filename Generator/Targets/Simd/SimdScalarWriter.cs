using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes scalar programs over vectors whose lanes are adjacent points along one axis of the iteration space. Integers, masks and singles
/// have lanes as wide as the kernel's floats: int beside float, long and double beside double.
/// </summary>
/// <param name="text">The kernel's names and types.</param>
/// <param name="program">The program.</param>
/// <param name="coordinates">The name of each axis's coordinate; that of the lane axis is the first lane's.</param>
/// <param name="lane">Where lanes lie.</param>
/// <param name="count">The number of lanes that are in the space.</param>
internal sealed class SimdScalarWriter(SimdKernelText text, ScalarProgram program, IReadOnlyList<string?> coordinates, SimdLane lane,
    string count) : ScalarWriter
{
    /// <summary>Stores the lanes of a value.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="names">The expressions of the instructions.</param>
    public string Store(Store store, IReadOnlyList<string> names)
    {
        var value = names[store.Value];
        return store.Scatter is { } rows
            ? $"Lanes.{(store.IsCompensated ? "AddToRowWithRest" : "AddToRow")}({text.Argument(store.Argument)} + {First(store.Index)}, "
                + $"{names[rows.Number]}, {DimText.Format(rows.Count)}, {DimText.Format(rows.Stride)}, {value}, {count});"
            : Put(store, value);
    }

    /// <summary>Stores the known value of the elements right of the diagonal.</summary>
    public string Beyond(Store store) => Put(store, Constant(new(store.BeyondDiagonal!.Value, program.Instructions[store.Value].Type)));

    private string Put(Store store, string value)
    {
        var place = $"{text.Argument(store.Argument)} + {First(store.Index)}";
        return Step(store.Index).IsZero ? Put(store, value, place, Dim.One, "1") : Put(store, value, place, Step(store.Index), count);
    }

    private string Put(Store store, string value, string place, Dim step, string lanes)
    {
        if (text.IsWide(store.Argument)) return $"Lanes.StoreNarrow({place}, {DimText.Format(step)}, {value}, {lanes});";
        if (!step.IsOne) return $"Lanes.StoreStrided({place}, (nint)({DimText.Format(step)}), {value}, {lanes});";
        return lanes == text.AllLanes ? $"Vector.Store({value}, {place});" : $"Lanes.Store({place}, {value}, {lanes});";
    }

    /// <summary>Stores zeros in the lanes of a row.</summary>
    public string Clear(Store store, string row)
        => $"Lanes.Store({text.Argument(store.Argument)} + {First(store.Index)} + ({row} * {DimText.Atom(store.Scatter!.Stride)}), "
            + $"{SimdKernelText.Lanes(text.Kernel.Arguments[store.Argument].Type)}.Zero, {count});";

    protected override string Constant(ConstantInstruction constant) => $"Vector.Create({text.Literal(constant.Value, constant.Type)})";

    protected override string Host(HostInstruction host) => $"Vector.Create({text.Widening(host.Type)}{KernelText.Scalar(host.Node)})";

    protected override string Register(RegisterInstruction register) => KernelText.Register(register.Register);

    protected override string Load(LoadInstruction load, IReadOnlyList<string> names)
    {
        if (load.Rows is { } rows) return LoadRow(load, rows, names[rows.Number]);
        var place = $"{text.Argument(load.Node)} + {First(load.Index)}";
        if (load.Within.Count > 0) return LoadWhere(load, place);
        if (!lane.IsEven(load.Index)) return Uneven(load.Index, place);
        return Step(load.Index).IsZero
            ? $"Vector.Create({text.Widening(load.Type)}{text.Argument(load.Node)}[{First(load.Index)}])"
            : LoadEvenly(load, place);
    }

    private string LoadEvenly(LoadInstruction load, string place)
    {
        var step = Step(load.Index);
        if (text.IsWide(load.Node)) return $"Lanes.LoadWide({place}, (nint)({DimText.Format(step)}), {count})";
        if (!step.IsOne) return $"Lanes.LoadStrided({place}, (nint)({DimText.Format(step)}), {count})";
        return count == text.AllLanes ? $"Vector.Load({place})" : $"Lanes.Load({place}, {count})";
    }

    private string LoadWhere(LoadInstruction load, string place)
        => $"Lanes.{(text.IsWide(load.Node) ? "LoadWideWhere" : "LoadWhere")}({place}, (nint)({DimText.Format(Step(load.Index))}), "
            + $"{Mask(load)}, {LoadedLanes(load)})";

    /// <summary>The lanes that lie within the bounds of a load.</summary>
    private string Mask(LoadInstruction load)
        => load.Within.Count == 0 ? $"{text.IntLanes}.AllBitsSet" : string.Join(" & ", load.Within.Select(Within));

    private string LoadRow(LoadInstruction load, IndexedRows rows, string row)
    {
        var isOne = IsSameForLanes(rows.Number);
        var place = $"{text.Argument(load.Node)} + {First(load.Index)}, (nint)({DimText.Format(Step(load.Index))})";
        return $"Lanes.{(isOne ? "GatherRow" : "Gather")}({place}, {row}, {DimText.Format(rows.Count)}, "
            + $"{DimText.Format(rows.Stride)}, {Mask(load)}, {(isOne ? LoadedLanes(load) : count)})";
    }

    private bool IsSameForLanes(int instruction)
        => !LoopInvariance.FindVarying(program, axis => axis >= lane.First && axis <= lane.Axis, registersVary: true)[instruction];

    protected override string Index(IndexInstruction index) => Sequence(index.Index);

    protected override string Random(RandomInstruction random) => $"VectorRandom.Uniform({Sequence(random.Index)}, {Stream(random)})";

    protected override string Bounds(BoundsInstruction bounds) => $"({Within(bounds.Bounds)})";

    protected override string Function(ComputeInstruction compute, EquatableArray<string> x)
    {
        if (Known(compute) is { } known) return Mask(known);
        var form = compute.Op.Function().Vector;
        if (compute.Op == OpKind.Convert && program.Instructions[compute.Operands[0]].Type.IsFloat() && compute.Type.IsFloat())
            return compute.Type == ElementType.Float64 ? x[0] : $"Lanes.ToSingle({x[0]})";
        return compute.Op == OpKind.Convert
            ? OpFunction.Apply(form.Replace("{Lane}", compute.Type.IsFloat() ? "Float" : "Int"), x.Append(Truth(compute)))
            : OpFunction.Apply(form, x);
    }

    /// <summary>Whether a conversion's operand is a mask, whose set lanes are -1 rather than 1.</summary>
    private string Truth(ComputeInstruction compute)
        => program.Instructions[compute.Operands[0]].Type == ElementType.Bool ? "isMask: true" : "isMask: false";

    /// <summary>
    /// How many lanes are read. A lane-invariant load uses all lanes, since it may be hoisted out of the loop that defines the count.
    /// </summary>
    private string LoadedLanes(LoadInstruction load)
        => lane.IsSame(load.Index) && load.Within.All(bounds => lane.IsSame(bounds.Index)) ? text.AllLanes : count;

    // What is known is no comparison of constants: .NET 10 takes "mask & false" for the mask where masks have registers of their own
    // (https://github.com/dotnet/runtime/issues/123399).
    private string Mask(bool isSet) => $"{text.IntLanes}.{(isSet ? "AllBitsSet" : "Zero")}";

    /// <summary>The result of a comparison of constants or with NaN; null if it is not known at compile time.</summary>
    private bool? Known(ComputeInstruction compute)
    {
        if (compute.Op is not (OpKind.Less or OpKind.LessOrEqual or OpKind.Equal)) return null;
        var (left, right) = (Number(compute.Operands[0]), Number(compute.Operands[1]));
        if (left is double.NaN || right is double.NaN) return false;
        return left is { } first && right is { } second ? compute.Op.Holds(first, second) : null;
    }

    private double? Number(int instruction)
        => program.Instructions[instruction] is ConstantInstruction constant ? FloatFormat.Convert(constant.Value, constant.Type) : null;

    /// <summary>The value of a constant index; null if it is not constant.</summary>
    private long? ConstantIndex(AffineIndex index)
    {
        var isLoopAxis = Enumerable.Range(0, index.Coefficients.Count)
            .Any(axis => !index.Coefficients[axis].IsZero && (coordinates[axis] is not null || (axis >= lane.First && axis <= lane.Axis)));
        return isLoopAxis ? null : index.Offset.Constant;
    }

    private string Within(Bounds bounds)
    {
        var index = Sequence(bounds.Index);
        var isBelow = $"Vector.LessThan({index}, Vector.Create(({text.Int}){DimText.Atom(bounds.Extent)}))";
        if (ConstantIndex(bounds.Index) is not { } place) return $"Vector.GreaterThanOrEqual({index}, {text.IntLanes}.Zero) & {isBelow}";
        if (place < 0) return Mask(false);
        return bounds.Extent.Constant is { } extent ? Mask(place < extent) : isBelow;
    }

    private string Sequence(AffineIndex index)
    {
        var (first, step) = ($"({text.Int})({First(index)})", Step(index));
        if (!lane.IsEven(index)) return $"(Vector.Create({first}) + {Offsets(index)})";
        return step.IsZero ? $"Vector.Create({first})" : $"Vector.CreateSequence({first}, ({text.Int}){DimText.Atom(step)})";
    }

    /// <summary>Elements side by side, each for as many lanes as the last axis is long; or wherever they lie.</summary>
    private string Uneven(AffineIndex index, string place)
        => Step(index).IsZero && lane.RowJump(index).IsOne
            ? $"Lanes.LoadRepeated({place}, (int){lane.Within(coordinates)}, {DimText.Format(lane.Length)}, {count})"
            : $"Lanes.LoadAt({place}, {Offsets(index)}, {count})";

    /// <summary>How far each lane is from the first.</summary>
    private string Offsets(AffineIndex index)
    {
        var (jumps,
            step) = (
                $"Lanes.Turns(({text.Int}){lane.Within(coordinates)}, {DimText.Format(lane.Length)}) * ({text.Int})"
                    + $"{DimText.Atom(lane.RowJump(index))}", Step(index));
        return step.IsZero ? jumps : $"({jumps} + Vector.CreateSequence(({text.Int})0, ({text.Int}){DimText.Atom(step)}))";
    }

    private string First(AffineIndex index) => lane.Text(index, coordinates);

    private Dim Step(AffineIndex index) => lane.Step(index);
}
