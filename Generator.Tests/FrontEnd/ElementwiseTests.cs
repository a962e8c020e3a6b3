using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What scalar functions mean, element by element; x lies between 0.1 and 2.</summary>
public class ElementwiseTests
{
    [Fact]
    public void AMethodsName() => Means("Activations.Mish", x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))));

    [Fact]
    public void AMethodOfTheModel() => Means("Twice", x => 2 * x, "[Elementwise] private static double Twice(double x) => x + x;");

    [Fact]
    public void ALambda() => Means("x => x * x + 1", x => (x * x) + 1);

    [Fact]
    public void ALambdaInDoubles() => Means("v => Math.Exp(v) / 2", x => Math.Exp(x) / 2);

    [Fact]
    public void ALambdaSeesTheModelsNumbers()
        => Means("v => v * Slope + offset", x => (x * 3) + 0.5, "private const float Slope = 3; private readonly float offset = 0.5f;");

    [Fact]
    public void AFunctionIsPassedOn()
        => Evaluation.Elementwise(
            Source.Spec("[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) { var s = 2f; float "
                + "Scaled(float v) => v * s; return Twice(x, Scaled); } Tensor Twice(Tensor x, Func<float, float> f) => "
                + "x.Map(f).Map(f); }"), x => 4 * x);

    [Fact]
    public void ALoopMapsAFunctionFromOutside()
        => Evaluation.Elementwise(
            Source.Spec("[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, [Shape(\"T\", 3)] Tensor "
                + "steps) { var k = 2f; Func<float, float, float> f = (a, b) => k * a + 0 * b; for (var t = 0; t < steps.Size(0); t++) "
                + "x = Tensor.Map(f, x, steps[t]); return x; } }"), x => 4 * x);

    [Fact]
    public void ALambdaSeesATruthOfTheCall()
        => Evaluation.Elementwise(
            Source.Spec("[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, bool doubles, int by) => "
                + "x.Map(v => doubles && v > 0 ? by * v : v); }"), x => 2 * x);

    [Fact]
    public void AConstantHasTheOperandsShape() => Means("_ => 7", _ => 7);

    [Fact]
    public void BranchesAssign()
        => Means("F", x => x > 1 ? (x + 1) * 3 : x * x,
            Function("var y = x; float k; if (x > 1) { y += 1; k = 3; } else k = x; return y * k;"));

    [Fact]
    public void EarlyReturns()
        => Means("F", x => x < 0.5 ? -x : x < 1 ? x : x < 1.5 ? 5 : 6 * x,
            Function("if (x < 0.5f) return -x; var y = x * 2; if (x < 1.5f) { if (x < 1) return y / 2; y = 5; return y; } y *= 3; "
                + "return y;"));

    [Fact]
    public void ConditionsCombine()
        => Means("F", x => (x > 0.5 && x < 1) || x >= 1.5 ? 1 : 2,
            Function("var inside = x > 0.5f && x < 1; return (inside || !(x < 1.5f)) == true ? 1 : 2;"));

    [Fact]
    public void AConditionsOwnAssignmentHappensOnItsPath()
        => Means("F", x => x > 1 ? 3 * x : x, Function("var y = x; var is2 = x > 1 && (y = 3 * x) > 0; return is2 ? y : y;"));

    [Fact]
    public void LoopsOfKnownRounds()
        => Means("F", x => x + Math.Pow(x, 2) + Math.Pow(x, 3),
            Function("float sum = 0; for (var i = 1; i <= 9; i++) { if (i == 2) continue; if (i > 4) break; sum += Power(x, i - (i > 2 "
                + "? 1 : 0)); } return sum;",
            "[Elementwise] static float Power(float x, int n) { float p = 1; while (n-- > 0) p *= x; return p; }"));

    [Fact]
    public void AReturnInsideALoop()
        => Means("F", x => Enumerable.Range(1, 3).Where(i => x * i > 2).Select(i => (double)i).FirstOrDefault(-1),
            Function("for (var i = 1; i <= 3; i++) { if (x * i > 2) return i; } return -1;"));

    [Fact]
    public void SwitchesByPatterns()
        => Means("F", x => x < 0.5 ? -x : x <= 1 ? 4 : x * x > 3 ? 2 * x : x,
            Function("return x switch { < 0.5f => -x, >= 0.5f and not > 1 => 4, var y when y * y > 3 => 2 * y, _ => x is > 5 or < -5 ? "
                + "100 : x };"));

    [Fact]
    public void RefParametersOfOtherFunctions()
        => Means("F", x => (x + 1) * x,
            Function("var y = x; var z = Bump(ref y); return y * z;",
                "[Elementwise] static float Bump(ref float y) { var old = y; y += 1; return old; }"));

    [Fact]
    public void NaNFailsEveryComparisonButOne()
    {
        var graph = ScalarFunctionSource.Map(
            "F",
            Function("return (x < 1 ? 1 : 0) + (x >= 1 ? 2 : 0) + (!(x < 1) ? 4 : 0) + (x != x ? 8 : 0) + (float.IsNaN(x) ? 16 : "
                + "0);")).Graph;
        var bindings = Evaluation.Bind(graph);
        bindings.Inputs["x"][0] = double.NaN;
        Assert.Equal(28, Interpreter.Outputs(graph, bindings)[0].Data[0]);
    }

    [Theory]
    [InlineData("x > 0 ? MathF.Sqrt(x) : 0")]
    [InlineData("x <= 0 ? 0 : MathF.Log(x)")]
    [InlineData("x > 0 && 1 / x > 0 ? 1 / x : 3")]
    public void ABranchThatIsNotTakenHasNoGradient(string value)
    {
        var spec = Source.Spec($"[Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Map(F); "
            + $"public Tensor Loss(Tensor y) => y.Sum(); [Elementwise] static float F(float x) => {value}; }}");
        var graph = GraphPasses.Run(Differentiate.Run(spec.Graph, ["x"]));
        var bindings = Evaluation.Bind(graph);
        (bindings.Inputs["x"][0], bindings.Inputs["x"][1]) = (0, -1);
        var gradient = Interpreter.Outputs(graph, bindings, OutputRole.Gradient)["x"].Data;
        Assert.Equal([0, 0], gradient[..2]);
        Assert.All(gradient[2..], slope => Assert.True(double.IsFinite(slope) && slope != 0));
    }

    [Theory]
    [InlineData("MathF.Abs(x - 1)")]
    [InlineData("MathF.Exp(x)")]
    [InlineData("MathF.Log(x) + MathF.Log(x, 3) + MathF.Log2(x) + MathF.Log10(x) + float.LogP1(x)")]
    [InlineData("MathF.Sqrt(x) * MathF.Sign(x - 1)")]
    [InlineData("MathF.Tanh(x) + MathF.Cosh(x)")]
    [InlineData("MathF.Max(x, 1) + MathF.Min(x, 1) + Math.Clamp(x, 0.5f, 1.5f)")]
    [InlineData("MathF.Pow(x, 2.5f) + MathF.FusedMultiplyAdd(x, x, 1)")]
    public void MathsFunctionsAreTheirCSharp(string value)
    {
        var method = EmittedCode.Load(EmittedCode.Compilation("Functions",
            [
                ("f.cs",
                    $"public static class A {{ public static double F(double x) "
                        + $"=> {value.Replace("MathF", "Math").Replace("float", "double")}; }}")])).GetType("A")!.GetMethod("F")!;
        Means("F", x => (double)method.Invoke(null, [x])!, Function($"return {value};"));
    }

    [Fact]
    public void AModuleOfAnotherAssemblyMaps()
    {
        const string Module = "[Module] public partial class Gate { public Tensor Forward([Shape(\"B\", 3)] Tensor x) => x.Map(v => v > "
            + "1 ? MathF.Log(v) : 0); }";
        const string Model = "[Model] public partial class M { private readonly Gate _gate = new(); public Tensor Forward([Shape(\"N\", "
            + "3)] Tensor x) => _gate.Forward(x); }";
        var library = Source.Reference(Source.Generate(Source.Compile(Module)));
        Evaluation.Elementwise(Source.Spec(Source.Compile(Model, library), "M"), x => x > 1 ? Math.Log(x) : 0);
    }

    [Fact]
    public void TwoTensorsBroadcast()
    {
        var spec = Source.Spec(ScalarFunctionSource.Functions
            + "[Model] public partial class M { public Tensor Forward([Shape(5, 3)] Tensor x, [Shape(3)] Tensor y) => "
            + "Tensor.Map(Activations.LogAddExp, x, y); }");
        Assert.Equal("[5, 3]", spec.Graph[spec.Graph.Outputs[0].Node].Type.Shape.ToString());
    }

    [Fact]
    public void TheFunctionRidesOnTheKernelBeforeIt()
    {
        Assert.Equal(Kernels("Relu()"), Kernels("Map(Mish)"));
        Assert.Equal(Kernels("Relu()"), Kernels("Map(v => v > 0 ? v : MathF.Exp(v) - 1)"));
    }

    // The kernels of a training step over two layers with an activation between them.
    private static List<(ProgramKind, int)> Kernels(string activation)
    {
        var spec = Source.Spec($$"""
            [Model, Adam] public partial class M
            {
                private readonly Linear _first = new(3, 4), _second = new(4, 2);
                public Tensor Forward([Shape("N", 3)] Tensor x) => _second.Forward(_first.Forward(x).{{activation}});
                public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
                [Elementwise] static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));
            }
            """);
        return [.. Compiler.Compile(
            spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], spec.Optimizer).Programs
                .Select(program => (program.Kind, program.Main.Launches.Count()))];
    }

    private static string Function(string body, string others = "")
        => $"[Elementwise] private static float F(float x) {{ {body} }} {others}";

    private static void Means(string function, Func<double, double> meaning, string members = "")
        => Evaluation.Elementwise(ScalarFunctionSource.Map(function, members), meaning);
}
