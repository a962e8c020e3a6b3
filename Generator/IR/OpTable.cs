namespace ModelGen.Generator.IR;

/// <summary>The text name and the number of operands of each primitive.</summary>
internal static class OpTable
{
    private static readonly OpRow[] Rows = MakeRows();

    private static readonly Dictionary<string, OpKind> Kinds = Enumerable.Range(0, Rows.Length).ToDictionary(kind => Rows[kind].Name,
        kind => (OpKind)kind);

    public static OpRow Row(this OpKind kind) => Rows[(int)kind];

    /// <summary>Whether the graph declares the tensor, which is in memory before a call.</summary>
    public static bool IsDeclared(this OpKind kind) => kind is OpKind.Input or OpKind.Parameter or OpKind.State;

    public static OpKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    private static OpRow[] MakeRows()
    {
        var rows = new OpRow[Enum.GetValues(typeof(OpKind)).Length];
        Add(OpClass.Source, 0, OpKind.Input, OpKind.Parameter, OpKind.State, OpKind.HostScalar, OpKind.Constant, OpKind.DimValue,
            OpKind.Iota,
            OpKind.Random, OpKind.Undefined);
        Add(OpClass.Elementwise, 1, OpKind.Negate, OpKind.Exp, OpKind.Log, OpKind.Log1p, OpKind.Sqrt, OpKind.Abs, OpKind.Sign, OpKind.Tanh,
            OpKind.Sigmoid, OpKind.Erf, OpKind.Sin, OpKind.Cos, OpKind.Floor, OpKind.Round, OpKind.ConvertToFloat, OpKind.ConvertToInt,
            OpKind.Detach);
        Add(OpClass.Elementwise, 2, OpKind.Add, OpKind.Subtract, OpKind.Multiply, OpKind.Divide, OpKind.Power, OpKind.Minimum,
            OpKind.Maximum,
            OpKind.Less, OpKind.LessOrEqual, OpKind.Equal);
        Add(OpClass.Elementwise, 3, OpKind.Select);
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
            foreach (var kind in kinds) rows[(int)kind] = new OpRow(GraphText.SnakeCase(kind.ToString()), @class, arity);
        }
    }
}

/// <summary>One row of the table of primitives.</summary>
internal sealed record OpRow(string Name, OpClass Class, int Arity)
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
