using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Ints of the call, negative ones too, are divided as in C#: towards zero, in numbers, bounds of loops and conditions.</summary>
public class WholeNumberTests
{
    /// <summary>What Forward adds up, from k, m and b of the call and the size n, and the same in C#.</summary>
    private static readonly (string Body, Func<int, int, int, bool, double> Meaning)[] Forms =
    [
        ("return x * (k / 2);", (k, m, n, b) => k / 2),
        ("return x * (k % 2);", (k, m, n, b) => k % 2),
        ("return x * (k / -3);", (k, m, n, b) => k / -3),
        ("return x * (k % -3);", (k, m, n, b) => k % -3),
        ("return x * (-k / 3 + -(k % 3));", (k, m, n, b) => (-k / 3) + -(k % 3)),
        ("return x * (k / m);", (k, m, n, b) => k / m),
        ("return x * (k % m);", (k, m, n, b) => k % m),
        ("return x * ((n - k) / m) + x * ((n - k) % 3);", (k, m, n, b) => ((n - k) / m) + ((n - k) % 3)),
        ("return x * (n / m + n % m);", (k, m, n, b) => (n / m) + (n % m)),
        ("return x * (n / 2 * 2 + n % 2 + k * n / n + k * n % n);",
            (k, m, n, b) => (n / 2 * 2) + (n % 2) + (k * n / n) + (k * n % n)),
        ("return x * ((k + n) / (n + 1));", (k, m, n, b) => (k + n) / (n + 1)),
        ("return x * (k / 2 / 2 % 2);", (k, m, n, b) => k / 2 / 2 % 2),
        ("var i = k; i /= 2; i %= 3; return x * i;", (k, m, n, b) => k / 2 % 3),
        ("return x * ((b ? k : 3) / 2);", (k, m, n, b) => (b ? k : 3) / 2),
        ("return x * ((b ? k : m) % 3);", (k, m, n, b) => (b ? k : m) % 3),
        ("int i; if (b) i = k; else i = n; return x * (i / m);", (k, m, n, b) => (b ? k : n) / m),
        ("return x * (int)(k * 0.5);", (k, m, n, b) => (int)(k * 0.5)),
        ("return x * ((int)(k / 2.0) * 2 + (int)-1.5);", (k, m, n, b) => ((int)(k / 2.0) * 2) + (int)-1.5),
        ("return x.Map(v => v * (k / 2)) + x.Map(v => v * (k % m));", (k, m, n, b) => (k / 2) + (k % m)),
        ("var y = x * 0; for (var i = k; i < n; i++) y = y + x * (i / 2 + i % m); return y;",
            (k, m, n, b) => Sum(k, n, i => (i / 2) + (i % m))),
        ("var y = x * 0; for (var i = k / 2; i < n; i++) y = y + x * (i + 1); return y;", (k, m, n, b) => Sum(k / 2, n, i => i + 1)),
        ("var y = x * 0; for (var i = k % 3; i <= n / m; i++) y = y + x * i; return y;", (k, m, n, b) => Sum(k % 3, (n / m) + 1, i => i)),
        ("var y = x * 0; for (var i = n; i > k / 3; i -= 2) y = y + x * i; return y;",
            (k, m, n, b) => Sum(0, Math.Max(0, (n + 1 - (k / 3)) / 2), i => n - (2 * i))),
        ("if (k / 2 == 0) return x; if (k % 2 == 1) return x * 2; return k % 2 == -1 ? x * 3 : x * 4;",
            (k, m, n, b) => k / 2 == 0 ? 1 : k % 2 == 1 ? 2 : k % 2 == -1 ? 3 : 4),
    ];

    [Fact]
    public void WholeNumbersAreDividedAsInCSharp()
    {
        var compilation = SourceProgram.Compile(string.Concat(Forms.Select((form, number) => $$"""
            [Model]
            public partial class Net{{number}}
            {
                public Tensor Forward([Shape("N")] Tensor x, int k, int m, bool b) { var n = x.Size(0); {{form.Body}} }
            }

            """)));
        for (var form = 0; form < Forms.Length; form++)
        {
            var (spec, reported) = SourceProgram.Parse(compilation, $"Net{form}");
            Assert.Empty(reported);
            foreach (var graph in new[] { spec!.Graph, GraphReader.Read(GraphPrinter.Print(spec.Graph)) })
                Check(graph, Forms[form].Body, Forms[form].Meaning);
        }
    }

    /// <summary>What a constructor is given is divided in a module as in its own class, whether it is known there or not.</summary>
    [Theory]
    [InlineData(-5)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(7)]
    public void ConstructorsNumbersAreDividedAsInCSharp(int start)
    {
        var graph = SourceProgram.Spec($$"""
            [Module]
            public partial class Inner(int start = -1)
            {
                public Tensor Forward([Shape("N")] Tensor x) => x * (start / 2) + x * (start % 3) * 10;
            }

            [Model]
            public partial class Net(int width)
            {
                private readonly Inner _one = new({{start}});
                private readonly Inner _two = new(width + {{start}});
                public Tensor Forward([Shape("N")] Tensor x) => _one.Forward(x) + _two.Forward(x) * 100;
            }
            """, "Net").Graph;
        foreach (var width in new[] { 1, 4 })
        {
            var bindings = new Bindings { Symbols = { ["N"] = 1, ["width"] = width }, Inputs = { ["x"] = [1] } };
            var expected = Of(start) + (100 * Of(width + start));
            Assert.Equal(expected, Interpreter.Outputs(graph, bindings, OutputRole.Result).Values.Single().Data.Single());
        }

        static double Of(int number) => (number / 2) + (number % 3 * 10);
    }

    private static void Check(Graph graph, string body, Func<int, int, int, bool, double> meaning)
    {
        foreach (var n in new[] { 1, 4 })
            for (var k = -7; k <= 7; k++)
                foreach (var m in new[] { -3, -1, 1, 2, 5 })
                {
                    var bindings = new Bindings
                    {
                        Symbols = { ["N"] = n, ["k"] = k, ["m"] = m, ["b"] = (k + m) & 1 },
                        Inputs = { ["x"] = [.. Enumerable.Repeat(1.0, n)] },
                    };
                    var actual = Interpreter.Outputs(graph, bindings, OutputRole.Result).Values.Single().Data;
                    var expected = meaning(k, m, n, ((k + m) & 1) != 0);
                    var call = $"{body} with k = {k}, m = {m}, n = {n}";
                    Assert.True(actual.All(value => value == expected), $"{call} is {actual[0]} and not {expected}");
                }
    }

    private static double Sum(int start, int end, Func<int, double> term) => Enumerable.Range(start, Math.Max(0, end - start)).Sum(term);
}
