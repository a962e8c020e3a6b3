namespace ModelGen.Generator.IR;

/// <summary>The text name, the class, the operands and arguments of each primitive, and what the elementwise ones mean.</summary>
internal static class OpTable
{
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
        Add(OpClass.Source, 0, NameArguments.Family, OpTraits.None, OpKind.Input, OpKind.Parameter, OpKind.State, OpKind.HostScalar);
        Add(OpClass.Source, 0, ConstantArguments.Family, OpTraits.None, OpKind.Constant);
        Add(OpClass.Source, 0, DimArguments.Family, OpTraits.None, OpKind.DimValue);
        Add(OpClass.Source, 0, IotaArguments.Family, OpTraits.None, OpKind.Iota);
        Add(OpClass.Source, 0, RandomArguments.Family, OpTraits.None, OpKind.Random);
        Add(OpClass.Source, 0, ArgumentFamily.None, OpTraits.None, OpKind.Undefined);
        foreach (var row in ElementwiseTable.Rows)
            rows[(int)row.Key] = Row(row.Key, OpClass.Elementwise, row.Value.Arity, ArgumentFamily.None,
                row.Value.Selects ? OpTraits.Selects : OpTraits.None, row.Value);
        Add(OpClass.Reduction, 1, ReductionArguments.Family, OpTraits.None, OpKind.ReduceSum, OpKind.ArgMax);
        Add(OpClass.Reduction, 1, ReductionArguments.Family, OpTraits.Selects, OpKind.ReduceMaximum);
        Add(OpClass.Reduction, 1, WindowForm.Family, OpTraits.None, OpKind.Fold);
        Add(OpClass.Reduction, 2, ScatterArguments.Family, OpTraits.HasIndexedRows, OpKind.ScatterAdd);
        Add(OpClass.Movement, 1, ShapeArguments.Family, OpTraits.None, OpKind.Reshape, OpKind.Broadcast);
        Add(OpClass.Movement, 1, AxesArguments.Family, OpTraits.None, OpKind.Transpose, OpKind.Flip);
        Add(OpClass.Movement, 1, PadArguments.Family, OpTraits.None, OpKind.Pad);
        Add(OpClass.Movement, 1, SliceArguments.Family, OpTraits.Selects, OpKind.Slice);
        Add(OpClass.Movement, 1, WindowForm.Family, OpTraits.Selects, OpKind.Window);
        Add(OpClass.Movement, 2, ArgumentFamily.None, OpTraits.Selects | OpTraits.HasIndexedRows, OpKind.Gather);
        Add(OpClass.Movement, OpRow.OneOrMore, AxisArguments.Family, OpTraits.None, OpKind.Concat);
        Add(OpClass.Contraction, 2, ProductArguments.Family, OpTraits.None, OpKind.MatMul);
        Add(OpClass.Reading, 1, ArgumentFamily.None, OpTraits.None, OpKind.Item);
        Add(OpClass.Control, OpRow.Any, LoopArguments.Family, OpTraits.None, OpKind.Loop);
        Add(OpClass.Control, OpRow.Any, BranchArguments.Family, OpTraits.None, OpKind.Branch);
        Add(OpClass.Part, 1, PartArguments.Family, OpTraits.None, OpKind.Part);
        return rows;

        void Add(OpClass @class, int arity, ArgumentFamily arguments, OpTraits traits, params OpKind[] kinds)
        {
            foreach (var kind in kinds) rows[(int)kind] = Row(kind, @class, arity, arguments, traits, null);
        }

        static OpRow Row(OpKind kind, OpClass @class, int arity, ArgumentFamily arguments, OpTraits traits, OpFunction? function)
            => new(GraphText.SnakeCase(kind.ToString()), @class, arity, arguments, traits, function);
    }

    private static ArgumentOutOfRangeException NoRow(OpKind kind)
        => new(nameof(kind), kind, "the table has no row for this primitive");
}

/// <summary>One row of the table of primitives.</summary>
/// <param name="Name">The name in the text form of the graph.</param>
/// <param name="Class">The family.</param>
/// <param name="Arity">The number of operands.</param>
/// <param name="Arguments">What it takes besides operands.</param>
/// <param name="Traits">What passes ask of it besides.</param>
/// <param name="Function">What an elementwise primitive means; null for the others.</param>
internal sealed record OpRow(string Name, OpClass Class, int Arity, ArgumentFamily Arguments, OpTraits Traits, OpFunction? Function)
{
    public const int OneOrMore = -1;

    public const int Any = -2;
}

/// <summary>The family of a primitive, by which passes treat it.</summary>
internal enum OpClass
{
    Source,
    Elementwise,
    Reduction,
    Movement,
    Contraction,
    Reading,
    Control,
    Part,
}

/// <summary>What passes ask of a primitive besides its class.</summary>
[Flags]
internal enum OpTraits
{
    None = 0,

    /// <summary>It passes its gradient on to some elements alone, and zeros to the others.</summary>
    Selects = 1,

    /// <summary>Its second operand, Int32, says of its first which rows are read, or where they go; a row that is not there is 0.</summary>
    HasIndexedRows = 2,
}
