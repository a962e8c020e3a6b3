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

    /// <summary>Whether the graph declares the tensor, which is in memory before a call.</summary>
    public static bool IsDeclared(this OpKind kind) => kind is OpKind.Input or OpKind.Parameter or OpKind.State;

    public static OpKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    private static OpRow?[] MakeRows()
    {
        var rows = new OpRow?[Enum.GetValues(typeof(OpKind)).Length];
        Add(OpClass.Source, 0, OpKind.Input, OpKind.Parameter, OpKind.State, OpKind.HostScalar, OpKind.Constant, OpKind.DimValue,
            OpKind.Iota,
            OpKind.Random, OpKind.Undefined);
        foreach (var row in ElementwiseTable.Rows)
            rows[(int)row.Key] = new(GraphText.SnakeCase(row.Key.ToString()), OpClass.Elementwise, row.Value.Arity, row.Value);
        Add(OpClass.Reduction, 1, OpKind.ReduceSum, OpKind.ReduceMaximum, OpKind.ArgMax, OpKind.Fold);
        Add(OpClass.Movement, 1, OpKind.Reshape, OpKind.Transpose, OpKind.Broadcast, OpKind.Flip, OpKind.Slice, OpKind.Pad, OpKind.Window);
        Add(OpClass.Reduction, 2, OpKind.ScatterAdd);
        Add(OpClass.Movement, 2, OpKind.Gather);
        Add(OpClass.Movement, OpRow.OneOrMore, OpKind.Concat);
        Add(OpClass.Contraction, 2, OpKind.MatMul);
        Add(OpClass.Reading, 1, OpKind.Item);
        Add(OpClass.Control, OpRow.Any, OpKind.Loop, OpKind.Branch);
        Add(OpClass.Part, 1, OpKind.Part);
        return rows;

        void Add(OpClass @class, int arity, params OpKind[] kinds)
        {
            foreach (var kind in kinds) rows[(int)kind] = new(GraphText.SnakeCase(kind.ToString()), @class, arity, null);
        }
    }

    private static ArgumentOutOfRangeException NoRow(OpKind kind)
        => new(nameof(kind), kind, "the table has no row for this primitive");
}

/// <summary>One row of the table of primitives.</summary>
/// <param name="Name">The name in the text form of the graph.</param>
/// <param name="Class">The family.</param>
/// <param name="Arity">The number of operands.</param>
/// <param name="Function">What an elementwise primitive means; null for the others.</param>
internal sealed record OpRow(string Name, OpClass Class, int Arity, OpFunction? Function)
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
