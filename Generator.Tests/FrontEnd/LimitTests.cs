using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Each index, bound and size that a call decides is checked just where it can be wrong: over expressions, numbers and sizes.
/// </summary>
public class LimitTests
{
    private static readonly int[] Values = [-4, -1, 0, 1, 2, 3, 5, 100_000];

    /// <summary>An expression of x [T, 3] and of the call's i and k, and whether it has a meaning.</summary>
    private static readonly (string Body, Func<Call, bool> IsRight)[] Forms =
    [
        ("return x[i];", c => In(c.I, c.T)),
        ("return x[i + 1, 2];", c => In(c.I + 1, c.T)),
        ("return x[k - i];", c => In(c.K - c.I, c.T)),
        ("return x[0, i];", c => In(c.I, 3)),
        ("return x[2 * i];", c => In(2 * c.I, c.T)),
        ("return x[-2];", c => c.T >= 2),
        ("return x.Slice(0, i, k);", c => Range(c.I, c.K, c.T)),
        ("return x.Slice(0, 0, k);", c => Range(0, c.K, c.T)),
        ("return x.Slice(0, i, x.Size(0));", c => Range(c.I, c.T, c.T)),
        ("return x.Slice(0, 1, x.Size(0) - 1);", c => Range(1, c.T - 1, c.T)),
        ("return x.Slice(1, i, i + 2);", c => Range(c.I, c.I + 2, 3)),
        ("return x.Slice(0, 0, k)[i];", c => Range(0, c.K, c.T) && In(c.I, c.K)),
        ("return x.Pad([i, k]);", c => c.I >= 0 && c.K >= 0),
        ("return x.Pad([0, 0, x.Size(0) - 3, k - 1]);", c => c.T >= 3 && c.K >= 1),
        ("return x.Reshape(i, k);", c => c.I * c.K == c.T * 3 && c.I >= 0 && c.K >= 0),
        ("return x.Mean().Expand(i, k);", c => c.I >= 0 && c.K >= 0),
        ("return x + Tensor.Zeros(i, 1, 1);", c => c.I >= 0),
        ("return Tensor.Ones(x.Size(0) - 2) * x.Sum();", c => c.T >= 2),
        ("return Tensor.Full(2, k - i) * x.Sum();", c => c.K >= c.I),
        ("return x.Reshape(1, 1, -1).Unfold(k, i + 1);", c => c.K >= 1 && c.I >= 0 && c.K <= c.T * 3),
        ("return x.Reshape(1, 1, -1).Unfold(2, 1, k);", c => c.K >= 0),
        ("return x.Reshape(1, -1, 3).MaxPool2d(k, 1);", c => c.K >= 1 && c.K <= Math.Min(c.T, 3)),
        ("return x.Reshape(1, -1, 3).AdaptiveAvgPool2d(i, k);", c => c.I >= 1 && c.K >= 1),
        ("return x.Reshape(1, 1, -1, 3).ConvTranspose2d(Tensor.Ones(1, 1, 2, 2), null, 1, k);",
            c => c.K >= 0 && c.T + 1 >= 2 * c.K && 4 >= 2 * c.K),
        ("return x.Reshape(1, 1, -1).Conv1d(Tensor.Ones(1, 1, 2), null, k, i);", c => c.K >= 1 && c.I >= 0),
        ("var y = x[0]; for (var t = 0; t < k; t++) y = y + x[t]; return y;", c => c.K <= c.T),
        ("var y = x[0]; for (var t = i; t < k; t++) y = y * x[t]; return y;", c => c.I >= c.K || (c.I >= 0 && c.K <= c.T)),
        ("var y = x[0]; for (var t = k - 1; t >= 0; t -= 2) y = y * x[t]; return y;", c => c.K <= c.T),
        ("var y = x[0]; for (var t = 1; t < x.Size(0); t++) y = y * x[t - 1] + x[t]; return y;", _ => true),
        ("var y = x[0]; for (var t = 0; t < x.Size(0); t++) y = y * x.Slice(0, t, t + k).Sum(0); return y;", c => c.K >= 0 && c.K <= 1),
        ("var y = x[0]; for (var t = 0; t < x.Size(0); t++) for (var s = 0; s < t + k; s++) y = y * x[s]; return y;", c => c.K <= 1),
        ("if (k < x.Size(0)) return x[k]; return x[0];", c => c.K >= 0),
        ("if (k == x.Size(0)) return x.Reshape(k, 3).Sum(0); return x[0];", _ => true),
        ("if (k > 1) return x.Reshape(k, 3).Sum(0); return x[0];", c => c.K <= 1 || c.K == c.T),
        ("var y = x[0]; for (var t = 0; t < k; t++) y = y * x.Reshape(2, 3)[0]; return y;", c => c.K <= 0 || c.T == 2),
        ("if (k > i) return x[k - i - 1]; return x[0];", c => c.K <= c.I || c.K - c.I - 1 < c.T),
        ("var y = x[0]; for (var t = 0; t < k; t++) { if (t < x.Size(0)) y = y + x[t]; } return y;", _ => true),
        ("if (x.Sum().Item() > 1e9) return x[i]; return x[0];", _ => true),
        ("if (x.Sum().Item() < 1e9) return x[i]; return x[0];", c => In(c.I, c.T)),
        ("var y = x[0]; for (var t = 0; t < 2; t++) { if (y.Sum().Item() < 1e9) y = y + x[i + t]; } return y;",
            c => In(c.I, c.T) && In(c.I + 1, c.T)),
    ];

    /// <summary>The limits of the graph refuse just the calls that have no meaning.</summary>
    [Fact]
    public void LimitsAreExact()
    {
        var texts = Forms.Select((form, number) => Text(form.Body, $"Net{GraphText.Number(number)}"));
        var compilation = SourceProgram.Compile(string.Concat(texts));
        for (var number = 0; number < Forms.Length; number++)
        {
            var spec = SourceProgram.Parse(compilation, $"Net{GraphText.Number(number)}").Spec;
            Assert.True(spec is not null, Forms[number].Body);
            foreach (var t in new[] { 0, 1, 2, 3, 6 })
            {
                // Windows of nothing lie in its padding, and which side of a branch asks for an element differs.
                if (t == 0 && (Forms[number].Body.Contains("Reshape(1") || Forms[number].Body.Contains("if ("))) continue;
                foreach (var i in Values)
                    foreach (var k in Values) Check(spec!.Graph, number, new(t, i, k));
            }
        }
    }

    /// <summary>What can be proved is not checked: the code of a model whose indices follow from its sizes has no checks.</summary>
    [Theory]
    [InlineData("var y = Tensor.Ones(3); for (var t = 0; t < x.Size(0); t++) y = y * x[t]; return y;")]
    [InlineData("var y = Tensor.Ones(3); for (var t = x.Size(0) - 1; t >= 0; t--) y = y * x[t]; return y;")]
    [InlineData("var y = Tensor.Ones(3); for (var t = 1; t < x.Size(0); t += 2) y = y * x[t] + x[t - 1]; return y;")]
    [InlineData("var y = Tensor.Ones(3); for (var t = 3; t < x.Size(0); t++) for (var s = t; s >= 3; s--) y = y * x[s - 3]; return y;")]
    [InlineData("return x.Slice(0, 0, x.Size(0)).Reshape(-1).Softmax().Expand(2, -1).Pad([1, 2]);")]
    [InlineData("return x.Reshape(1, 1, -1, 3).Conv2d(Tensor.Ones(1, 1, 1, 3), null, 1, 1).MaxPool2d(1);")]
    public void ProvableLimitsVanish(string body)
    {
        var spec = SourceProgram.Spec(Text(body, "Net"), "Net");
        Assert.DoesNotContain(ModelEmission.Files(spec, Evaluation.AllTargets), file => file.Text.Contains("LimitCheck"));
    }

    /// <summary>What no call meets is an error where it stands; a module is told by its name.</summary>
    [Theory]
    [InlineData("return x[3, 3];", "x[3, 3]: the index is 3; it must be in 0..2, for axis 1 of [T, 3] has 3")]
    [InlineData("return x[x.Size(0)];", "it must be in 0..T-1")]
    [InlineData("return x.Slice(0, 0, x.Size(0) + 1);", "does not lie within axis 0 of [T, 3]")]
    [InlineData("return x.Pad([-1, 0]);", "the padding is -1; it must be 0 or more")]
    [InlineData("return Tensor.Zeros(-3) * x.Sum();", "the size is -3; it must be 0 or more")]
    public void ProvableFaultsAreErrors(string body, string expected)
    {
        var (spec, reported) = SourceProgram.Parse(SourceProgram.Compile(Text(body, "Net")), "Net");
        Assert.Null(spec);
        Assert.Contains(expected, Assert.Single(reported).GetMessage());
    }

    /// <summary>A module's limits are those of the place where it is used, through its text.</summary>
    [Theory]
    [InlineData("new Piece(1, 2)", 1)]
    [InlineData("new Piece(n, 2)", 3)]
    public void LimitsOfModulesFollowTheirArguments(string module, int limits)
    {
        var graph = SourceProgram.Spec($$"""
            [Module] public partial class Piece(int start, int length)
            {
                public Tensor Forward([Shape("N", 3)] Tensor x)
                {
                    Tensor y = 0;
                    for (var t = 0; t < 2; t++) y = y + x.Slice(1, start, start + length).Sum();
                    return x[0, start] + y;
                }
            }

            [Model] public partial class Net(int n)
            {
                private readonly Piece _piece = {{module}};
                public Tensor Forward([Shape("N", 3)] Tensor x) => _piece.Forward(x);
            }
            """, "Net").Graph;
        Assert.Equal(limits, graph.Limits.Count);
        Assert.Equal(GraphPrinter.Print(graph), GraphPrinter.Print(GraphReader.Read(GraphPrinter.Print(graph))));
        Assert.All(graph.Limits, limit => Assert.Contains("in _piece: ", limit.What));
    }

    private static void Check(Graph graph, int form, Call call)
    {
        var what = $"{Forms[form].Body} with {call}";
        var bindings = Evaluation.Bind(graph, ("T", call.T), ("i", 0), ("k", 0));
        (bindings.Symbols["i"], bindings.Symbols["k"]) = (call.I, call.K);
        var isRight = Forms[form].IsRight(call) && (call.T > 0 || !Forms[form].Body.Contains("x[0"));
        if (isRight && (call.I > 1000 || call.K > 1000)) return;
        var error = Record.Exception(() => Interpreter.Outputs(graph, bindings));
        if (isRight) Assert.True(error is null, $"{what}: {error}");
        else Assert.True(error is ArgumentException || !RandomBindings.Meets(graph, bindings), $"{what} is not refused");
    }

    private static bool In(int index, int size) => index >= 0 && index < size;

    private static bool Range(int start, int end, int size) => start >= 0 && start <= end && end <= size;

    private static string Text(string body, string name) => $$"""
        [Model(Precision = Precision.Double)]
        public partial class {{name}}
        {
            public Tensor Forward([Shape("T", 3)] Tensor x, int i, int k) { {{body}} }
        }

        """;

    private sealed record Call(int T, int I, int K);
}
