using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Loops turn as often as in C#, not at all where they start beyond their end: values, gradients, lists and kernels, over starts, ends and
/// steps.
/// </summary>
public class LoopCountTests
{
    private const int Columns = 3;

    /// <summary>A body of Forward, in which S is a number, and what it makes of one column: x is its input, w its weight.</summary>
    private static readonly (string Body, Func<Column, double> Meaning)[] Forms =
    [
        ("var y = W; for (var t = S; t < x.Size(0); t++) y = y * W + x[t]; return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => (y * c.W) + c.X(t))),
        ("var y = W; for (var t = S; t <= x.Size(0) - 1; t += 2) y = (y * W + x[t]).Tanh(); return y;",
            c => Run(c.W, c.S, t => t < c.T, 2, (y, t) => Math.Tanh((y * c.W) + c.X(t)))),
        ("var y = W; for (var t = x.Size(0) - S; t >= 0; t--) y = (y * W).Tanh(); return y;",
            c => Run(c.W, c.T - c.S, t => t >= 0, -1, (y, _) => Math.Tanh(y * c.W))),
        ("var y = W; for (var t = x.Size(0) - 1 - S; t >= 0; t--) y = y * W + x[t]; return y;",
            c => Run(c.W, c.T - 1 - c.S, t => t >= 0, -1, (y, t) => (y * c.W) + c.X(t))),
        ("var y = W; for (var t = x.Size(0) - 1; t >= S; t -= 3) y = y * W + x[t]; return y;",
            c => Run(c.W, c.T - 1, t => t >= c.S, -3, (y, t) => (y * c.W) + c.X(t))),
        ("var y = W; for (var t = S; t < x.Size(0); t++) y = y + x[t] * W; return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => y + (c.X(t) * c.W))),
        ("var y = W; for (var i = S; i < k; i++) y = y * W + i; return y;", c => Run(c.W, c.S, i => i < c.K, 1, (y, i) => (y * c.W) + i)),
        ("var y = W; for (var i = k; i < S; i++) y = (y * W).Sin(); return y;",
            c => Run(c.W, c.K, i => i < c.S, 1, (y, _) => Math.Sin(y * c.W))),
        ("var y = W; for (var i = k - 1; i >= 0; i--) y = y * W + x[i % x.Size(0)]; return y;",
            c => Run(c.W, c.K - 1, i => i >= 0, -1, (y, i) => (y * c.W) + c.X(i % c.T))),
        ("var y = W; var i = S; while (i < k) { y = y * W; i += 2; } return y * i;",
            c => Run(c.W, c.S, i => i < c.K, 2, (y, _) => y * c.W) * End(c.S, i => i < c.K, 2)),
        ("var y = W; for (var t = x.Size(0); t < 0; t++) y = y * W; return y;", c => c.W),
        ("var y = W; for (var t = x.Size(0); t < S - 4; t++) y = y * W; return y;", c => c.W),
        ("var a = new List<Tensor>(); a.Add(W); for (var t = -x.Size(0); t > 0; t--) a.Add(x[0]); return Tensor.Stack(0, a).Sum(0);",
            c => c.W),
        ("var y = W; var t = S; for (; t < x.Size(0); t++) y = y * W; for (; t < S + 2; t++) y = y + W; return y;",
            c => Run(Run(c.W, c.S, t => t < c.T, 1, (y, _) => y * c.W), End(c.S, t => t < c.T, 1), t => t < c.S + 2, 1, (y, _) => y + c.W)),
        ("var y = W; for (var t = S; t < x.Size(0); t++) for (var s = t + 1; s < x.Size(0); s++) y = y * W + x[s]; return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => Run(y, t + 1, s => s < c.T, 1, (z, s) => (z * c.W) + c.X(s)))),
        ("var y = W; for (var t = 0; t < x.Size(0); t++) for (var s = S; s < t; s++) y = (y * W + x[s]).Tanh(); return y;",
            c => Run(c.W, 0, t => t < c.T, 1, (y, t) => Run(y, c.S, s => s < t, 1, (z, s) => Math.Tanh((z * c.W) + c.X(s))))),
        ("var y = W; for (var t = 0; t < k; t++) for (var s = t; s < k - S; s++) y = (y * W).Tanh() + x[0]; return y;",
            c => Run(c.W, 0, t => t < c.K, 1, (y, t) => Run(y, t, s => s < c.K - c.S, 1, (z, _) => Math.Tanh(z * c.W) + c.X(0)))),
        ("var a = new List<Tensor>(); for (var t = S; t < x.Size(0); t++) a.Add(x[t] * W); return Tensor.Stack(0, a).Sum(0) + W;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => y + (c.X(t) * c.W))),
        ("var a = new List<Tensor>(); var y = W; for (var t = S; t < x.Size(0); t++) { y = (y * x[t]).Tanh(); a.Add(y); } return "
            + "(Tensor.Stack(0, a).Square().Sum(0) + y) * W;", c => Stacked(c)),
        ("var a = new List<Tensor>(); a.Add(W); for (var i = S; i < k; i++) { a.Add(W * i); a.Add(x[0]); } return Tensor.Stack(0, "
            + "a).Sum(0);", c => Run(c.W, c.S, i => i < c.K, 1, (y, i) => y + (c.W * i) + c.X(0))),
        ("var y = W; for (var t = S; t < x.Size(0); t++) { if (t == 4) continue; y = y * W + x[t]; } return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => t == 4 ? y : (y * c.W) + c.X(t))),
        ("var y = W; for (var t = S; t < x.Size(0); t++) { if (k > 1) y = y * x[t]; else y = y + x[t]; } return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => c.K > 1 ? y * c.X(t) : y + c.X(t))),
        ("var y = W; for (var t = 3; t < S; t++) { if (t == 4) break; y = y * W; } return y;",
            c => Run(c.W, 3, t => t < c.S && t != 4, 1, (y, _) => y * c.W)),
        ("var y = W; for (var t = S; t < x.Size(0); t++) y = y + x.Slice(0, t, x.Size(0)).Sum(0) * W; return y;",
            c => Run(c.W, c.S, t => t < c.T, 1, (y, t) => y + (Enumerable.Range(t, c.T - t).Sum(c.X) * c.W))),
    ];

    private static readonly int[] Starts = [1, 4];

    [Fact]
    public void LoopsTurnAsInCSharp()
    {
        var compilation = SourceProgram.Compile("using System.Collections.Generic;\n"
            + string.Concat(Models().Select(model => Text(model.Form, model.Start, Name(model)))));
        foreach (var model in Models())
        {
            var (spec, reported) = SourceProgram.Parse(compilation, Name(model));
            Assert.Empty(reported);
            foreach (var (turns, k) in new[] { (1, 0), (2, -2), (7, 5) })
                Check(spec!.Graph, model.Form, new(model.Start, turns, k),
                    $"{Forms[model.Form].Body} with S = {model.Start}, T = {turns}, k = {k}");
        }
    }

    /// <summary>A sequence that is empty where a module gets it, and a start that is below 0.</summary>
    [Theory]
    [InlineData("new Late(1)", 1, 0)]
    [InlineData("new Late(1)", 3, 1)]
    [InlineData("new Late(n - 5)", 2, 4)]
    public void LoopsOfModulesTurnAsInCSharp(string module, int turns, int expected)
    {
        var graph = SourceProgram.Spec($$"""
            [Module]
            public partial class Late(int start)
            {
                public Tensor Forward([Shape("T", 3)] Tensor x)
                {
                    Tensor y = 0;
                    for (var t = start; t < x.Size(0); t++) y = y + Tensor.Ones(3);
                    return y;
                }
            }

            [Model]
            public partial class Net(int n)
            {
                private readonly Late _late = {{module}};
                public Tensor Forward([Shape("T", 3)] Tensor x) => _late.Forward(x.Slice(0, 1, x.Size(0)));
            }
            """, "Net").Graph;
        var bindings = Evaluation.Bind(graph, ("T", turns));
        Assert.Equal(Enumerable.Repeat((double)expected, 3), Interpreter.Outputs(graph, bindings)[0].Data);
    }

    /// <summary>What can be proved to be 0 or more has no clamp.</summary>
    [Theory]
    [InlineData("var y = W; for (var t = 1; t < x.Size(0); t++) y = y * x[t]; return y;")]
    [InlineData("var y = W; for (var t = x.Size(0) - 2; t >= 0; t--) y = y * x[t]; return y;")]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) for (var s = t + 1; s < x.Size(0); s++) y = y * x[s]; return y;")]
    [InlineData("var y = W; for (var t = 2; t < x.Size(0); t++) for (var s = t - 2; s <= t; s++) y = y * x[s]; return y;", true)]
    public void ProvableCountsHaveNoClamp(string body, bool outer = false)
    {
        var graph = SourceProgram.Spec(Text(body, "Net"), "Net").Graph;
        Assert.Equal(outer ? 1 : 0, Loops(graph).Count(loop => loop.Loop.Count.HasClamp));
        foreach (var loop in Loops(graph)) Assert.Equal(loop.Loop.Count, DimParser.Parse(loop.Loop.Count.ToString()));
    }

    private static IEnumerable<Node> Loops(Graph graph)
        => graph.Nodes.Where(node => node.Kind == OpKind.Loop)
            .Concat(graph.Nodes.SelectMany(node => node.Bodies).SelectMany(Loops));

    private static void Check(Graph graph, int form, Column shape, string what)
    {
        var bindings = new Bindings
        {
            Symbols = { ["T"] = shape.T, ["k"] = shape.K },
            Parameters = { ["W"] = Numbers.Uniform(2, Columns, 0.4, 1) }
        };
        bindings.Inputs["x"] = Numbers.Uniform(3, shape.T * Columns, -1, 1);
        bindings.HostScalars["learning_rate"] = 0.1;
        bindings.HostScalars["step"] = 1;
        if (!RandomBindings.Meets(graph, bindings)) return;
        var expected = Enumerable.Range(0, Columns)
            .Select(column =>
                Forms[form].Meaning(shape with
                {
                    W = bindings.Parameters["W"][column],
                    X = t => bindings.Inputs["x"][(t * Columns) + column]
                })).ToList();
        Numbers.MustBeClose(expected, Interpreter.Outputs(graph, bindings, OutputRole.Result).Values.Single().Data, 1e-12, what);
        var loss = graph with { Outputs = [graph.Outputs.Single(output => output.Role == OutputRole.Loss)] };
        var gradients = Differentiate.Run(loss, ["W", "x"]);
        GraphVerifier.Check(gradients);
        Numbers.MustMatchCentralDifferences(gradients, bindings, 1e-5, what);
        var fault = GraphFaults.AfterPasses(gradients, bindings, GraphFaults.Passes)
            ?? GraphFaults.InKernels(graph, bindings, TestOptimizers.Of("Sgd"), ProgramKind.Predict, ProgramKind.Evaluate,
                ProgramKind.Gradients, ProgramKind.TrainStep);
        Assert.True(fault is null, $"{what}: {fault}");
    }

    private static IEnumerable<(int Form, int Start)> Models()
        => Enumerable.Range(0, Forms.Length).SelectMany(form => Starts.Select(start => (form, start)));

    private static string Name((int Form, int Start) model) => $"Net{GraphText.Number(model.Form)}From{GraphText.Number(model.Start)}";

    private static string Text(int form, int start, string name)
        => Text(System.Text.RegularExpressions.Regex.Replace(Forms[form].Body, @"\bS\b", GraphText.Number(start)), name);

    private static string Text(string body, string name) => $$"""
        [Model(Precision = Precision.Double)]
        public partial class {{name}}
        {
            [Parameter(3)] private readonly Tensor W;
            public Tensor Forward([Shape("T", 3)] Tensor x, int k) { {{body}} }
            public Tensor Loss(Tensor y) => (y * y).Sum();
        }

        """;

    private static double Run(double y, int start, Func<int, bool> holds, int step, Func<double, int, double> turn)
    {
        for (var t = start; holds(t); t += step) y = turn(y, t);
        return y;
    }

    private static int End(int start, Func<int, bool> holds, int step)
    {
        while (holds(start)) start += step;
        return start;
    }

    private static double Stacked(Column c)
    {
        var (y, squares) = (c.W, 0.0);
        for (var t = c.S; t < c.T; t++)
        {
            y = Math.Tanh(y * c.X(t));
            squares += y * y;
        }

        return (squares + y) * c.W;
    }

    /// <summary>The start, the rows, the whole number of a call, and a column of its inputs.</summary>
    private sealed record Column(int S, int T, int K)
    {
        public double W { get; init; }

        public Func<int, double> X { get; init; } = _ => 0;
    }
}
