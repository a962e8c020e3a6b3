namespace ModelGen.Generator.IR;

/// <summary>The text name, the class and the number of operands of each primitive, and what the elementwise ones mean.</summary>
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
        Add(OpClass.Source, 0, OpTraits.None, OpKind.Input, OpKind.Parameter, OpKind.State, OpKind.Iota, OpKind.Undefined);
        Add(OpClass.Source, 0, OpTraits.HasElement, OpKind.HostScalar, OpKind.Constant, OpKind.DimValue, OpKind.Random);
        foreach (var row in ElementwiseTable.Rows)
            rows[(int)row.Key] = Row(row.Key, OpClass.Elementwise, row.Value.Arity, Traits(row.Key, row.Value), row.Value);
        Add(OpClass.Reduction, 1, OpTraits.None, OpKind.ReduceSum, OpKind.ArgMax, OpKind.Fold);
        Add(OpClass.Reduction, 1, OpTraits.Selects, OpKind.ReduceMaximum);
        Add(OpClass.Reduction, 2, OpTraits.HasIndexedRows, OpKind.ScatterAdd);
        Add(OpClass.Movement, 1, OpTraits.None, OpKind.Reshape, OpKind.Transpose, OpKind.Broadcast, OpKind.Flip, OpKind.Pad);
        Add(OpClass.Movement, 1, OpTraits.Selects, OpKind.Slice, OpKind.Window);
        Add(OpClass.Movement, 2, OpTraits.Selects | OpTraits.HasIndexedRows, OpKind.Gather);
        Add(OpClass.Movement, OpRow.OneOrMore, OpTraits.None, OpKind.Concat);
        Add(OpClass.Contraction, 2, OpTraits.None, OpKind.MatMul);
        Add(OpClass.Reading, 1, OpTraits.HasElement, OpKind.Item);
        Add(OpClass.Control, OpRow.Any, OpTraits.None, OpKind.Loop, OpKind.Branch);
        Add(OpClass.Part, 1, OpTraits.None, OpKind.Part);
        return rows;

        void Add(OpClass @class, int arity, OpTraits traits, params OpKind[] kinds)
        {
            foreach (var kind in kinds) rows[(int)kind] = Row(kind, @class, arity, traits, null);
        }

        static OpTraits Traits(OpKind kind, OpFunction function)
            => (function.Selects ? OpTraits.Selects : OpTraits.None) | (kind == OpKind.Convert ? OpTraits.HasElement : OpTraits.None);

        static OpRow Row(OpKind kind, OpClass @class, int arity, OpTraits traits, OpFunction? function)
            => new(GraphText.SnakeCase(kind.ToString()), @class, arity, traits, function);
    }

    private static ArgumentOutOfRangeException NoRow(OpKind kind)
        => new(nameof(kind), kind, "the table has no row for this primitive");
}

/// <summary>One row of the table of primitives.</summary>
/// <param name="Name">The name in the text form of the graph.</param>
/// <param name="Class">The family.</param>
/// <param name="Arity">The number of operands.</param>
/// <param name="Traits">What passes ask of it besides.</param>
/// <param name="Function">What an elementwise primitive means; null for the others.</param>
internal sealed record OpRow(string Name, OpClass Class, int Arity, OpTraits Traits, OpFunction? Function)
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

    /// <summary>The type of its elements is its argument <see cref="OpArguments.Element"/>, for its operands do not tell it.</summary>
    HasElement = 4,
}
