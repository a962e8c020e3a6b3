namespace ModelGen.Generator.IR;

/// <summary>What each elementwise primitive means: a row a primitive, from which all else that is known of it follows.</summary>
internal static class ElementwiseTable
{
    /// <summary>The cycles of what is one instruction.</summary>
    private const double OneInstruction = 0.5;

    public static readonly IReadOnlyDictionary<OpKind, OpFunction> Rows = new Dictionary<OpKind, OpFunction>
    {
        [OpKind.Negate] = Expression("-{0}", x => -x, x => x.Negated()),
        [OpKind.Exp] = Function("Exp", Math.Exp, 13, x => x.Exponential(), (_, result) => result),
        [OpKind.Log] = Function("Log", Math.Log, 24, x => x.Logarithm(), (x, _) => x.Reciprocal()),
        [OpKind.Log1p] = Function("Log1p", null, 50, x => PlusOne(x).Logarithm(), (x, _) => PlusOne(x).Reciprocal()) with
        {
            Host = "HostMath.Log1p",
            ScalarName = "LogP1",
        },
        [OpKind.Sqrt] = Function("Sqrt", Math.Sqrt, 5, x => x.SquareRoot(), (_, result) => result.Reciprocal()) with
        {
            Vector = "Vector.SquareRoot",
            Kernel = "{Math}.Sqrt",
        },
        [OpKind.Abs] = Function("Abs", Math.Abs, OneInstruction, x => x.Magnitude(), FiniteAsOperand) with
        {
            Vector = "Vector.Abs",
            Kernel = "{Math}.Abs",
            Selects = true,
        },
        [OpKind.Sign] = Function("Sign", null, OneInstruction, Within(-1, 1), Finite) with { Host = "HostMath.Sign" },
        [OpKind.Tanh] = Function("Tanh", Math.Tanh, 17, Within(-1, 1), FiniteAsOperand),
        [OpKind.Sigmoid] = Function("Sigmoid", null, 22, Within(0, 1), FiniteAsOperand) with
        {
            Host = "HostMath.Sigmoid",
            ScalarName = null,
        },
        [OpKind.Erf] = Function("Erf", null, 30, Within(-1, 1), FiniteAsOperand) with { Host = "HostMath.Erf", ScalarName = null },
        [OpKind.Sin] = Function("Sin", Math.Sin, 40, Within(-1, 1), FiniteAsOperand),
        [OpKind.Cos] = Function("Cos", Math.Cos, 40, Within(-1, 1), FiniteAsOperand),
        [OpKind.Floor] = Function("Floor", Math.Floor, OneInstruction, Rounded, Finite) with
        {
            Vector = "Vector.Floor",
            Kernel = "{Math}.Floor",
        },
        [OpKind.Round] = Function("Round", Math.Round, OneInstruction, Rounded, Finite) with { Vector = "Vector.Round" },
        [OpKind.Convert] = Expression("({Type}){0}", x => x, x => x) with { Vector = "Lanes.To{Lane}", Method = "ToTensor" },
        [OpKind.Detach] = Expression("{0}", x => x, x => x) with { Cycles = 0, Method = "Detach" },

        [OpKind.Add] = Operator("+", (x, y) => x + y),
        [OpKind.Subtract] = Operator("-", (x, y) => x - y),
        [OpKind.Multiply] = Operator("*", (x, y) => x * y),
        [OpKind.Divide] = Operator("/", (x, y) => x / y) with { Cycles = 3 },
        [OpKind.Power] = Function("Pow", "Power", Math.Pow, 500),
        [OpKind.Minimum] = Function("Min", "Minimum", Math.Min, OneInstruction) with { Selects = true },
        [OpKind.Maximum] = Function("Max", "Maximum", Math.Max, OneInstruction) with { Selects = true },
        [OpKind.Less] = Comparison("<", "LessThan", (x, y) => x < y),
        [OpKind.LessOrEqual] = Comparison("<=", "LessThanOrEqual", (x, y) => x <= y),
        [OpKind.Equal] = Comparison("==", "Equals", (x, y) => x == y),

        [OpKind.Select] = new(3, x => x[x[0] != 0 ? 1 : 2], OneInstruction, "{0} ? {1} : {2}", "Vector.ConditionalSelect",
            "{0} ? {1} : {2}", null, null, null, null, Selects: true),
    };

    /// <summary>A function that Math, VectorMath, KernelMath and Tensor have under its name; what differs a row says.</summary>
    private static OpFunction Function(string name, Func<double, double>? value, double cycles, Func<ValueRange, ValueRange> range,
        Func<ValueRange, ValueRange, ValueRange> slope)
        => new(1, value is null ? OpFunction.DeviceDependent : x => value(x[0]), cycles, "Math." + name, "VectorMath." + name,
            "KernelMath." + name, name, name, range, slope, false);

    /// <summary>A function of two operands, as Math calls it and as the others do.</summary>
    private static OpFunction Function(string scalarName, string name, Func<double, double, double> value, double cycles)
        => new(2, x => value(x[0], x[1]), cycles, "Math." + scalarName, "VectorMath." + name, "KernelMath." + name, scalarName, null, null,
            null, false);

    /// <summary>An expression that is the same wherever it is written, and whose slope is finite.</summary>
    private static OpFunction Expression(string form, Func<double, double> value, Func<ValueRange, ValueRange> range)
        => new(1, x => value(x[0]), OneInstruction, form, form, form, null, null, range, Finite, false);

    private static OpFunction Operator(string symbol, Func<double, double, double> value)
        => Infix(symbol, $"{{0}} {symbol} {{1}}", value);

    private static OpFunction Comparison(string symbol, string vector, Func<double, double, bool> holds)
        => Infix(symbol, "Vector." + vector, (x, y) => holds(x, y) ? 1 : 0);

    private static OpFunction Infix(string symbol, string vector, Func<double, double, double> value)
        => new(2, x => value(x[0], x[1]), OneInstruction, $"{{0}} {symbol} {{1}}", vector, $"{{0}} {symbol} {{1}}", null, null, null, null,
            false);

    private static Func<ValueRange, ValueRange> Within(double low, double high) => x => ValueRange.Between(low, high, x.Finiteness);

    private static ValueRange PlusOne(ValueRange x) => x.Plus(ValueRange.Between(1, 1, Finiteness.Sure));

    private static ValueRange Rounded(ValueRange x) => ValueRange.Between(Math.Floor(x.Low), Math.Ceiling(x.High), x.Finiteness);

    private static ValueRange Finite(ValueRange x, ValueRange result) => ValueRange.Between(1, 1, Finiteness.Sure);

    private static ValueRange FiniteAsOperand(ValueRange x, ValueRange result) => x;
}
