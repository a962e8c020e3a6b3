using System.Globalization;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Programs;

/// <summary>An operation in plain notation, from that of its operands.</summary>
internal static class FormulaText
{
    /// <summary>A formula with how tight it binds: the higher, the tighter.</summary>
    internal readonly record struct Term(string Text, int Binding)
    {
        /// <summary>In parentheses where it binds less tightly.</summary>
        public string Within(int binding) => Binding < binding ? $"({Text})" : Text;
    }

    private const int Choice = 0;
    private const int Relation = 1;
    private const int Sum = 2;
    private const int Factor = 3;
    private const int Sign = 4;
    private const int Atom = 5;

    public static Term Name(string name) => new(name, Atom);

    public static Term Of(Node node, IReadOnlyList<Term> x) => node.Kind switch
    {
        OpKind.Add => Infix(x, "+", Sum, Sum),
        OpKind.Subtract => Infix(x, "-", Sum, Factor),
        OpKind.Multiply => Infix(x, "*", Factor, Sign),
        OpKind.Divide => Infix(x, "/", Factor, Sign),
        OpKind.Power => Infix(x, "^", Sign, Atom),
        OpKind.Less => Infix(x, "<", Relation, Sum),
        OpKind.LessOrEqual => Infix(x, "<=", Relation, Sum),
        OpKind.Equal => Infix(x, "==", Relation, Sum),
        OpKind.Negate => new("-" + x[0].Within(Sign), Sign),
        OpKind.Select => new($"{x[0].Within(Relation)} ? {x[1].Within(Relation)} : {x[2].Within(Choice)}", Choice),
        OpKind.MatMul => new($"{Operand(x[0], node.Product.TransposeA)} · {Operand(x[1], node.Product.TransposeB)}", Factor),
        OpKind.Transpose => new(x[0].Within(Atom) + "ᵀ", Atom),
        OpKind.Reshape or OpKind.Broadcast or OpKind.Detach or OpKind.Part or OpKind.Convert => x[0],
        OpKind.Slice => new($"{x[0].Within(Atom)}[{node.Slice.Start}..{node.Slice.End}]", Atom),
        OpKind.Constant => Number(node.Value),
        OpKind.DimValue => Dimension(node.Dim),
        OpKind.Iota => Name($"index of axis {GraphText.Number(node.Iota.Axis)}"),
        OpKind.Random => Name("random numbers"),
        OpKind.Undefined => Name("anything"),
        OpKind.ReduceSum => Reduced("sum", node, x),
        OpKind.ReduceMaximum => Reduced("max", node, x),
        OpKind.ArgMax => Reduced("argmax", node, x),
        OpKind.Minimum => Call("min", x),
        OpKind.Maximum => Call("max", x),
        OpKind.ScatterAdd => Call("sum of rows by index", x),
        OpKind.Gather => Call("rows by index", x),
        OpKind.Fold => Call("sum of windows", x),
        OpKind.Concat => Call("join", x),
        OpKind.Flip => Call("reverse", x),
        _ => Call(node.Kind.Row().Name, x),
    };

    private static Term Infix(IReadOnlyList<Term> x, string sign, int left, int right)
        => new($"{x[0].Within(left)} {sign} {x[1].Within(right)}", left);

    private static string Operand(Term operand, bool isTransposed) => isTransposed ? operand.Within(Atom) + "ᵀ" : operand.Within(Sign);

    private static Term Dimension(Dim dim)
        => new(dim.ToString(), dim.Terms.Count > 1 ? Sum : dim.ToString().Contains('*') ? Factor : Atom);

    /// <summary>A number as one writes it: single precision has no more digits.</summary>
    private static Term Number(double value) => new(value.ToString("G7", CultureInfo.InvariantCulture), value < 0 ? Sign : Atom);

    private static Term Reduced(string name, Node node, IReadOnlyList<Term> x)
        => new($"{name}({x[0].Text} over {Axes(node.Reduction.Axes.Select(GraphText.Number).ToList())})", Atom);

    private static string Axes(List<string> axes) => axes.Count == 1 ? "axis " + axes[0] : "axes " + string.Join(", ", axes);

    private static Term Call(string name, IReadOnlyList<Term> x) => new($"{name}({string.Join(", ", x.Select(one => one.Text))})", Atom);
}
