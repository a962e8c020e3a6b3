using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Conditions and loops of Forward mean what C# means by them, and their gradients are right.</summary>
public class ControlFlowTests
{
    private const int N = 4;

    private static readonly double[] X = Numbers.Uniform(1, N * 3, -1, 1);

    private static readonly double[] W = Numbers.Uniform(2, 3, -1, 1);

    [Theory]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) y = (y + x[t]) * W; return y;", "for")]
    [InlineData("var y = W; for (var t = x.Size(0) - 1; t >= 0; t--) y = (y + x[t]) * W; return y;", "down")]
    [InlineData("var y = W; var t = 0; while (t < x.Size(0)) { y = (y + x[t]) * W; t += 2; } return y;", "while")]
    [InlineData("Tensor y = 0; for (var t = 0; t < x.Size(0); t++) y = y + x[t] * W; return y;", "sum")]
    [InlineData("var a = W; var b = W; for (var t = 0; t < x.Size(0); t++) { (a, b) = (b * x[t], a + b); } return a * b;", "pair")]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) { if (t == 1) continue; y = y * x[t]; } return y;", "continue")]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) { if (t < 2) y = y * x[t]; else if (t == 2) y = y + W; else y = y - "
        + "x[t]; } return y;", "branch in loop")]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) for (var s = 0; s <= t; s++) y = y * 0.5 + x[s]; return y;", "triangle")]
    [InlineData("var y = W; for (var t = 0; t < x.Size(0); t++) for (var s = 0; s <= t; s++) y = (y * W + x[s]).Tanh(); return y;",
        "bent triangle")]
    [InlineData("var y = W; for (var t = 0; t < 3; t++) { if (t == 2) break; y = y * x[t]; } return y;", "unrolled break")]
    [InlineData("var y = W; for (var t = 0; t < 100; t++) y = (y * W).Tanh(); return y;", "long")]
    [InlineData("if (x.Size(0) > 3) return x[0] * W; return x[1];", "early return")]
    [InlineData("Tensor y; if (x.Size(0) > 7) y = x[0]; else { y = x[1]; y = y * W; } return y + W;", "either")]
    [InlineData("var y = x.Size(0) > 3 && x.Size(0) < 9 ? x[0] : x[1]; return y * W;", "conditional")]
    [InlineData("switch (x.Size(0)) { case 3: return x[0] * W; case 4: case 5: return x[1] * W; default: return W; }", "switch")]
    [InlineData("var scale = x.Size(0) > 3 ? 2.0f : 3.0f; return W * scale;", "number")]
    [InlineData("Tensor One(Tensor a, int t) { if (t > 1) return a * x[t]; return a + x[t]; } var y = W; for (var t = 0; t < x.Size(0); "
        + "t++) y = One(y, t); return y;", "local function")]
    [InlineData("var mask = x[0] > 0; var y = W; for (var t = 0; t < x.Size(0); t++) y = Tensor.Where(mask, y * x[t], y + x[t]); return y;",
        "mask")]
    [InlineData("var mask = x[0] > 0; var y = W; for (var t = 0; t < x.Size(0); t++) { y = Tensor.Where(mask, y * x[t], y + x[t]); mask "
        + "= !mask; } return y;", "mask in turn")]
    [InlineData("var mask = x[1] > 0; if (x.Size(0) > 3) mask = x[2] > 0; return Tensor.Where(mask, W * x[1], W);", "mask of a branch")]
    public void ForwardMeansWhatItSays(string body, string name)
    {
        var graph = SourceProgram.Spec($$"""
            [Model]
            public partial class Net
            {
                [Parameter(3)] private readonly Tensor W;
                public Tensor Forward([Shape("N", 3)] Tensor x) { {{body}} }
                public Tensor Loss(Tensor y) => (y * y).Sum();
            }
            """, "Net").Graph;
        GraphVerifier.Check(graph);
        var bindings = new Bindings { Symbols = { ["N"] = N }, Inputs = { ["x"] = X }, Parameters = { ["W"] = W } };
        Numbers.MustBeClose(Expected(name), Interpreter.Outputs(graph, bindings, OutputRole.Result).Values.Single().Data, 1e-12, name);
        var loss = graph with { Outputs = [graph.Outputs.Single(output => output.Role == OutputRole.Loss)] };
        var gradients = Differentiate.Run(loss, ["W", "x"]);
        GraphVerifier.Check(gradients);
        Numbers.MustMatchCentralDifferences(gradients, bindings, 1e-6, name);
        Assert.Equal(GraphPrinter.Print(graph), GraphPrinter.Print(GraphReader.Read(GraphPrinter.Print(graph))));
    }

    private static double[] Expected(string name)
        => [.. Enumerable.Range(0, 3).Select(column => Expected(name, W[column], t => X[(t * 3) + column]))];

    private static double Expected(string name, double w, Func<int, double> x)
    {
        var y = w;
        switch (name)
        {
            case "for":
                for (var t = 0; t < N; t++) y = (y + x(t)) * w;
                return y;
            case "down":
                for (var t = N - 1; t >= 0; t--) y = (y + x(t)) * w;
                return y;
            case "while":
                for (var t = 0; t < N; t += 2) y = (y + x(t)) * w;
                return y;
            case "sum":
                return Enumerable.Range(0, N).Sum(t => x(t) * w);
            case "pair":
                var (a, b) = (w, w);
                for (var t = 0; t < N; t++) (a, b) = (b * x(t), a + b);
                return a * b;
            case "continue":
                return w * x(0) * x(2) * x(3);
            case "branch in loop":
                return (w * x(0) * x(1)) + w - x(3);
            case "bent triangle":
                for (var t = 0; t < N; t++) for (var s = 0; s <= t; s++) y = Math.Tanh((y * w) + x(s));
                return y;
            case "triangle":
                for (var t = 0; t < N; t++) for (var s = 0; s <= t; s++) y = (y * 0.5) + x(s);
                return y;
            case "unrolled break":
                return w * x(0) * x(1);
            case "long":
                for (var t = 0; t < 100; t++) y = Math.Tanh(y * w);
                return y;
            case "early return":
            case "conditional":
                return x(0) * w;
            case "either":
                return (x(1) * w) + w;
            case "switch":
                return x(1) * w;
            case "number":
                return w * 2;
            case "mask" or "mask in turn":
                for (var t = 0; t < N; t++) y = (x(0) > 0) != (name == "mask in turn" && t % 2 == 1) ? y * x(t) : y + x(t);
                return y;
            case "mask of a branch":
                return x(2) > 0 ? w * x(1) : w;
            default:
                for (var t = 0; t < N; t++) y = t > 1 ? y * x(t) : y + x(t);
                return y;
        }
    }
}
