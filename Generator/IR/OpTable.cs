namespace ModelGen.Generator.IR;

/// <summary>What the graph, and passes over it, know of each primitive: a row, of which each part is checked to be there.</summary>
internal static class OpTable
{
    /// <summary>The rows of the primitives that are not elementwise.</summary>
    private static readonly OpRow[] Others =
    [
        OpRow.Of(OpKind.Input, OpClass.Source, 0, NameArguments.Family, Declared),
        OpRow.Of(OpKind.Parameter, OpClass.Source, 0, NameArguments.Family, Declared),
        OpRow.Of(OpKind.State, OpClass.Source, 0, NameArguments.Family, Declared),
        OpRow.Of(OpKind.HostScalar, OpClass.Source, 0, NameArguments.Family, (_, _, given) => ShapeRules.Number(given),
            OpTraits.HasElement),
        OpRow.Of(OpKind.Constant, OpClass.Source, 0, ConstantArguments.Family, (_, _, given) => ShapeRules.Number(given),
            OpTraits.HasElement),
        OpRow.Of(OpKind.DimValue, OpClass.Source, 0, DimArguments.Family, (_, _, given) => ShapeRules.Number(given),
            OpTraits.HasElement),
        OpRow.Of(OpKind.Iota, OpClass.Source, 0, IotaArguments.Family, (_, _, iota) => new(ElementType.Int32, iota.Shape)),
        OpRow.Of(OpKind.Random, OpClass.Source, 0, RandomArguments.Family,
            (_, _, random) => ShapeRules.Number(random).With(random.Shape), OpTraits.HasElement),
        OpRow.Of(OpKind.Undefined, OpClass.Source, 0, NoArguments.Family, Declared),
        OpRow.Of(OpKind.ReduceSum, OpClass.Reduction, 1, ReductionArguments.Family, (_, x, over) => ShapeRules.Reduce(x[0], over)),
        OpRow.Of(OpKind.ReduceMaximum, OpClass.Reduction, 1, ReductionArguments.Family, (_, x, over) => ShapeRules.Reduce(x[0], over),
            OpTraits.Selects),
        OpRow.Of(OpKind.ArgMax, OpClass.Reduction, 1, ReductionArguments.Family,
            (_, x, over) => ShapeRules.Reduce(x[0], over).With(ElementType.Int32)),
        OpRow.Of(OpKind.ScatterAdd, OpClass.Reduction, 2, ScatterArguments.Family, (_, x, to) => ShapeRules.PutRows(x[0], x[1], to),
            OpTraits.HasIndexedRows),
        OpRow.Of(OpKind.Fold, OpClass.Reduction, 1, WindowForm.Family, (_, x, form) => ShapeRules.Fold(x[0], form)),
        OpRow.Of(OpKind.Reshape, OpClass.Movement, 1, ShapeArguments.Family, (rules, x, to) => rules.Reshape(x[0], to.Shape)),
        OpRow.Of(OpKind.Transpose, OpClass.Movement, 1, AxesArguments.Family,
            (_, x, order) => x[0].With(Shape.Of(order.Axes.Select(axis => x[0].Shape[axis])))),
        OpRow.Of(OpKind.Broadcast, OpClass.Movement, 1, ShapeArguments.Family, (rules, x, to) => rules.Broadcast(x[0], to.Shape)),
        OpRow.Of(OpKind.Flip, OpClass.Movement, 1, AxesArguments.Family, (_, x, _) => x[0]),
        OpRow.Of(OpKind.Slice, OpClass.Movement, 1, SliceArguments.Family, (_, x, range) => ShapeRules.Slice(x[0], range),
            OpTraits.Selects),
        OpRow.Of(OpKind.Pad, OpClass.Movement, 1, PadArguments.Family, (_, x, by) => ShapeRules.Pad(x[0], by)),
        OpRow.Of(OpKind.Concat, OpClass.Movement, OpRow.OneOrMore, AxisArguments.Family, (rules, x, along) => rules.Concat(x, along.Axis)),
        OpRow.Of(OpKind.Gather, OpClass.Movement, 2, NoArguments.Family, (_, x, _) => ShapeRules.TakeRows(x[0], x[1]),
            OpTraits.Selects | OpTraits.HasIndexedRows),
        OpRow.Of(OpKind.Window, OpClass.Movement, 1, WindowForm.Family, (_, x, form) => ShapeRules.Window(x[0], form), OpTraits.Selects),
        OpRow.Of(OpKind.MatMul, OpClass.Contraction, 2, ProductArguments.Family, (rules, x, flags) => rules.MatMul(x[0], x[1], flags)),
        OpRow.Of(OpKind.Item, OpClass.Reading, 1, ElementArguments.Family, (rules, x, to) => rules.Item(x[0], to), OpTraits.HasElement),
        OpRow.Of(OpKind.Loop, OpClass.Control, OpRow.Any, LoopArguments.Family, (_, _, _) => ControlFlow.NoValue),
        OpRow.Of(OpKind.Branch, OpClass.Control, OpRow.Any, BranchArguments.Family, (_, _, _) => ControlFlow.NoValue),
        OpRow.Of(OpKind.Part, OpClass.Part, 1, PartArguments.Family, Declared),
    ];

    private static readonly OpRow?[] Rows = MakeRows();

    private static readonly Dictionary<string, OpKind> Kinds = Enumerable.Range(0, Rows.Length).Where(kind => Rows[kind] is not null)
        .ToDictionary(kind => Rows[kind]!.Name, kind => (OpKind)kind);

    public static OpRow Row(this OpKind kind) => Rows[(int)kind] ?? throw NoRow(kind);

    /// <summary>What an elementwise primitive means.</summary>
    public static OpFunction Function(this OpKind kind) => kind.Row().Function ?? throw NoRow(kind);

    public static bool Has(this OpKind kind, OpTraits trait) => (kind.Row().Traits & trait) != 0;

    /// <summary>Whether the graph declares the tensor, which is in memory before a call.</summary>
    public static bool IsDeclared(this OpKind kind) => kind is OpKind.Input or OpKind.Parameter or OpKind.State;

    public static OpKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    private static OpRow?[] MakeRows()
    {
        var rows = new OpRow?[Enum.GetValues(typeof(OpKind)).Length];
        foreach (var row in ElementwiseTable.Rows) rows[(int)row.Key] = Elementwise(row.Key, row.Value);
        foreach (var row in Others) rows[(int)row.Kind] = row;
        return rows;
    }

    private static OpRow Elementwise(OpKind kind, OpFunction function)
        => kind == OpKind.Convert
            ? OpRow.Of(kind, OpClass.Elementwise, function.Arity, ElementArguments.Family, (_, x, to) => x[0].With(ShapeRules.Element(to)),
                OpTraits.HasElement, function)
            : OpRow.Of(kind, OpClass.Elementwise, function.Arity, NoArguments.Family, (rules, x, _) => rules.Elementwise(kind, x),
                function.Selects ? OpTraits.Selects : OpTraits.None, function);

    private static TensorType Declared(ShapeRules rules, IReadOnlyList<TensorType> operands, OpArguments arguments)
        => throw new ArgumentException("the type of this primitive is declared, not inferred");

    private static ArgumentOutOfRangeException NoRow(OpKind kind)
        => new(nameof(kind), kind, "the table has no row for this primitive");
}
