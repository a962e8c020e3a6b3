using System.Text;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Scaling;

/// <summary>Programs of one shape and any number of operations, to see what the generator takes as they grow.</summary>
/// <param name="Name">The shape.</param>
/// <param name="Write">The source of a program of so many operations.</param>
/// <param name="Most">More operations the language does not take, or no program has; see there.</param>
internal sealed record ProgramShape(string Name, Func<int, string> Write, int Most = 5000)
{
    public static readonly ProgramShape[] All =
    [
        new("chain", Chain),
        new("chain with reuse", Reuse),
        new("chain of a function", Function, Most: 1000),
        new("loop", Loop),
        new("deep nest", Nest, Most: 200),
        new("wide sum", Sum),
        new("many layers", Layers),
    ];

    /// <summary>Calls on the results of calls, in one expression.</summary>
    private static string Chain(int count) => Model("", $"return x{Repeat(count, number => number % 2 == 0 ? ".Sin()" : ".Tanh()")};");

    /// <summary>Statements that use a value twice.</summary>
    private static string Reuse(int count)
        => Model("", $"x = x * W; {Repeat(count / 3, _ => "x = x.Sin() * 0.5 + x;\n")} return x;",
            "[Parameter(8)] private readonly Tensor W;");

    /// <summary>The same in a function on numbers, whose rounds become code.</summary>
    private static string Function(int count)
        => Model("", "return x.Map(F);",
            $"[Elementwise] private static float F(float x) {{ for (var i = 0; i < {GraphText.Number(count / 3)}; i++) x = MathF.Sin(x) "
                + $"* 0.5f + x; return x; }}");

    /// <summary>The same in the body of a loop whose number of turns only the call knows.</summary>
    private static string Loop(int count)
        => Model("",
            $"for (var t = 0; t < x.Size(0); t++) {{ x = x * W;\n{Repeat(count / 3, _ => "x = x.Sin() * 0.5 + x;\n")} }} return x;",
            "[Parameter(8)] private readonly Tensor W;");

    /// <summary>Modules in modules: all of them together have a square of the operations, for each is a module of its own.</summary>
    private static string Nest(int count) => Model(
        Repeat(count, number => $$"""
            [Module] public partial class Part{{GraphText.Number(number)}}
            {
                private readonly {{(number == 0 ? "Linear inner = new(8, 8)" : $"Part{GraphText.Number(number - 1)} inner = new()")}};
                public Tensor Forward([Shape("N", 8)] Tensor x) => inner.Forward(x).Tanh();
            }

            """),
        "return inner.Forward(x);",
        $"private readonly Part{GraphText.Number(count - 1)} inner = new();");

    /// <summary>A sum of terms that have nothing to do with each other.</summary>
    private static string Sum(int count)
        => Model("", $"return x{Repeat(count / 2, number => $" + (x * {GraphText.Number(number + 2)}).Sin()\n")};");

    /// <summary>Layers one after the other.</summary>
    private static string Layers(int count)
        => Model("", $"{Repeat(count / 4, number => $"x = layer{GraphText.Number(number)}.Forward(x).Relu();\n")} return x;",
            Repeat(count / 4, number => $"private readonly Linear layer{GraphText.Number(number)} = new(8, 8);\n"));

    private static string Model(string before, string forward, string members = "") => $$"""
        {{before}}
        [Model]
        [Sgd]
        public partial class Net
        {
            {{members}}
            public Tensor Forward([Shape("N", 8)] Tensor x)
            {
                {{forward}}
            }

            public Tensor Loss(Tensor y) => y.Mean();
        }
        """;

    private static string Repeat(int count, Func<int, string> text)
    {
        var all = new StringBuilder();
        for (var number = 0; number < count; number++) all.Append(text(number));
        return all.ToString();
    }
}
