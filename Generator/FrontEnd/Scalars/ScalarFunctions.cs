using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>The functions of Math, MathF, float and double that a scalar function may call: a row a function.</summary>
internal static class ScalarFunctions
{
    /// <summary>The primitive that each name stands for.</summary>
    private static readonly Dictionary<string, OpKind> Functions = ElementwiseTable.Rows.Where(row => row.Value.ScalarName is not null)
        .ToDictionary(row => row.Value.ScalarName!, row => row.Key);

    /// <summary>What each function is in the graph; null for arguments that it has in C# alone.</summary>
    public static readonly IReadOnlyDictionary<string, Func<GraphBuilder, Node[], Node?>> Rows = Composed().Concat(Primitives())
        .ToDictionary(row => row.Name, row => row.Make);

    private static IEnumerable<(string Name, Func<GraphBuilder, Node[], Node?> Make)> Composed()
    {
        yield return ("Ceiling", (b, x) => b.Ceiling(x[0]));
        yield return ("Clamp", (b, x) => b.Clamp(x[0], x[1], x[2]));
        yield return ("Cosh", (b, x) =>
            b.Multiply(b.Add(b.Add(OpKind.Exp, x[0]), b.Add(OpKind.Exp, b.Add(OpKind.Negate, x[0]))), b.Constant(0.5, x[0])));
        yield return ("FusedMultiplyAdd", (b, x) => b.Add(b.Multiply(x[0], x[1]), x[2]));
        yield return ("Log", (b, x) => x.Length == 1 ? b.Add(OpKind.Log, x) : b.Divide(b.Add(OpKind.Log, x[0]), b.Add(OpKind.Log, x[1])));
        yield return ("Log10", (b, x) => b.Multiply(b.Add(OpKind.Log, x), b.Constant(1 / Math.Log(10), x[0])));
        yield return ("Log2", (b, x) => b.Multiply(b.Add(OpKind.Log, x), b.Constant(1 / Math.Log(2), x[0])));
        yield return ("Sinh", (b, x) =>
            b.Multiply(b.Subtract(b.Add(OpKind.Exp, x[0]), b.Add(OpKind.Exp, b.Add(OpKind.Negate, x[0]))), b.Constant(0.5, x[0])));
        yield return ("Tan", (b, x) => b.Divide(b.Add(OpKind.Sin, x[0]), b.Add(OpKind.Cos, x[0])));
        yield return ("Truncate", (b, x) => b.Truncate(x[0]));
    }

    /// <summary>The primitives that Math has; its Log may have a second argument.</summary>
    private static IEnumerable<(string Name, Func<GraphBuilder, Node[], Node?> Make)> Primitives()
        => Functions.Where(row => row.Key != "Log")
            .Select(row => (row.Key, new Func<GraphBuilder, Node[], Node?>((b, x) =>
                x.Length == row.Value.Function().Arity ? b.Add(row.Value, x) : null)));

    /// <summary>Whether a method is of a type whose functions are in the table.</summary>
    public static bool IsMath(IMethodSymbol method)
        => method.ContainingType is { SpecialType: SpecialType.System_Single or SpecialType.System_Double }
            || method.ContainingType is
            {
                Name: "Math" or "MathF",
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            };

    /// <summary>The value of a function of known numbers, or null where it is left to the graph.</summary>
    public static double? Known(string name, double[] x) => (name, x.Length) switch
    {
        ("Ceiling", 1) => Math.Ceiling(x[0]),
        ("Clamp", 3) => Math.Min(Math.Max(x[0], x[1]), x[2]),
        _ => Functions.TryGetValue(name, out var kind) && kind.Function() is var function && function.Arity == x.Length
            ? function.Value(x)
            : null,
    };
}
