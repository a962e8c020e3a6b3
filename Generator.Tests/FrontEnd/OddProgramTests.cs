using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Code that C# takes but nobody would write: no fault of ModelGen, and where it is refused, a diagnostic of ModelGen's or C#'s.
/// </summary>
public class OddProgramTests
{
    [Theory]
    [InlineData("=> Tensor.Concat(1)")]
    [InlineData("=> Tensor.Concat(1, null!)")]
    [InlineData("=> Tensor.Concat(1, [x, x])")]
    [InlineData("=> Tensor.Concat(5, x, x)")]
    [InlineData("=> Tensor.Concat(1, null!, x)")]
    [InlineData("=> x.Reshape(null!)")]
    [InlineData("=> x.Reshape()")]
    [InlineData("=> x.Reshape(-1, -1)")]
    [InlineData("=> x.Reshape(0, -1)")]
    [InlineData("=> x.Reshape(-3, -1)")]
    [InlineData("=> x.Reshape(\"N/0\", 3)")]
    [InlineData("=> x.Reshape(\"99999999999999999999\")")]
    [InlineData("=> x.Reshape(1.5)")]
    [InlineData("=> x.Permute(null!)")]
    [InlineData("=> x.Permute(0, 0)")]
    [InlineData("=> x.Permute(0, 1, 2)")]
    [InlineData("=> x.Slice(1, 2, 1)")]
    [InlineData("=> x.Slice(1, -1, 9)")]
    [InlineData("=> x.Sum(int.MinValue)")]
    [InlineData("=> x.Sum(1 / int.Parse(\"0\"))")]
    [InlineData("=> x.Clamp(float.NaN, float.PositiveInfinity)")]
    [InlineData("=> x * float.NaN + double.MaxValue is var y ? x : x")]
    [InlineData("=> x.CrossEntropy(x.ArgMax(1))")]
    [InlineData("=> x.CrossEntropy(null!)")]
    [InlineData("=> null!")]
    [InlineData("=> default(Tensor)!")]
    [InlineData("=> x ?? x")]
    [InlineData("=> x!")]
    [InlineData("=> (Tensor)(object)x")]
    [InlineData("=> x is { } y ? y : x")]
    [InlineData("=> x switch { _ => x }")]
    [InlineData("=> new Func<Tensor, Tensor>(y => y.Relu())(x)")]
    [InlineData("{ Tensor Inner(Tensor y) => y.Relu(); return Inner(x); }")]
    [InlineData("{ Tensor y; y = x; return y; }")]
    [InlineData("{ Tensor y = x, z = y; (y, z) = (z, y); return y; }")]
    [InlineData("{ ref var y = ref x; return y; }")]
    [InlineData("{ goto end; end: return x; }")]
    [InlineData("{ { return x; } }")]
    [InlineData("{ return x; return x; }")]
    [InlineData("{ throw new Exception(); }")]
    [InlineData("{ }")]
    [InlineData("{ x = x; ; return x; }")]
    [InlineData("{ var t = (x, (x, 1)); return t.Item1; }")]
    [InlineData("{ var (a, (b, c)) = (x, (x, x)); return a + b + c; }")]
    [InlineData("{ const int Axis = 1; return x.Sum(Axis, keepDimension: true); }")]
    [InlineData("{ dynamic y = x; return y.Relu(); }")]
    [InlineData("=> this.Forward(x)")]
    [InlineData("=> base.ToString() is null ? x : x")]
    [InlineData("=> Missing(x)")]
    [InlineData("=> x.Missing()")]
    [InlineData(";")]
    public void ABodyOfForward(string body)
        => NoFault($"#nullable enable\n[Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) {body} }}");

    [Theory]
    [InlineData("public abstract Tensor Forward([Shape(3)] Tensor x);")]
    [InlineData("public extern Tensor Forward([Shape(3)] Tensor x);")]
    [InlineData("public partial Tensor Forward([Shape(3)] Tensor x);")]
    [InlineData("public static Tensor Forward([Shape(3)] Tensor x) => x;")]
    [InlineData("public Tensor Forward<T>([Shape(3)] Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape(3)] ref Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape(3)] params Tensor[] x) => x[0];")]
    [InlineData("public Tensor Forward([Shape(3)] Tensor x, [Shape(3)] Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape(3)] Tensor x) => x; public Tensor Forward([Shape(4)] Tensor y, int z) => y;")]
    [InlineData("public Tensor Forward => null!;")]
    [InlineData("public Tensor this[int i] => null!;")]
    [InlineData("public ((Tensor, Tensor), Tensor) Forward([Shape(3)] Tensor x) => ((x, x), x);")]
    [InlineData("public (Tensor A, Tensor B) Forward([Shape(3)] Tensor x) => Two(x); (Tensor, Tensor) Two(Tensor x) => (x, x);")]
    [InlineData("public (Tensor A, Tensor A) Forward([Shape(3)] Tensor x) => (x, x);")]
    [InlineData("public Tensor Forward([Shape(null)] Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape] Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape(typeof(int), 1.5, 'c')] Tensor x) => x;")]
    [InlineData("public Tensor Forward([Shape(\"N*N-N\")] Tensor x) => x;")]
    [InlineData("[Parameter(null)] Tensor w; public Tensor Forward([Shape(3)] Tensor x) => x * w;")]
    [InlineData("[Parameter(3, FanIn = \"?\")] Tensor w; public Tensor Forward([Shape(3)] Tensor x) => x * w;")]
    [InlineData("[Parameter(3, Initializer = (Initializer)99)] Tensor w; public Tensor Forward([Shape(3)] Tensor x) => x * w;")]
    [InlineData("[Parameter(3)] int w; public Tensor Forward([Shape(3)] Tensor x) => x * w;")]
    [InlineData("Linear f; public Tensor Forward([Shape(3)] Tensor x) => f.Forward(x);")]
    [InlineData("Linear f = null!; public Tensor Forward([Shape(3)] Tensor x) => f.Forward(x);")]
    [InlineData("Linear f = new(); public Tensor Forward([Shape(3)] Tensor x) => f.Forward(x);")]
    [InlineData("Linear f = new(3); public Tensor Forward([Shape(3)] Tensor x) => f.Forward(x);")]
    [InlineData("Linear f = new(int.MaxValue, int.MaxValue); public Tensor Forward([Shape(3)] Tensor x) => f.Forward(x);")]
    [InlineData("Linear f = new(outFeatures: 3, inFeatures: 3); public Tensor Forward([Shape(3)] Tensor x) => f.Forward(f.Forward(x));")]
    [InlineData("Linear[] f = [new(3, 3)]; public Tensor Forward([Shape(3)] Tensor x) => f[0].Forward(x);")]
    [InlineData("public Tensor Forward([Shape(3)] Tensor x) => new Linear(3, 3).Forward(x);")]
    [InlineData("public Tensor Forward([Shape(3)] Tensor x) => x; public Tensor Loss(Tensor y, [Shape(4)] Tensor x) => x.Sum();")]
    [InlineData("public Tensor Forward([Shape(3)] Tensor x) => x; public Tensor Loss() => null!;")]
    [InlineData("public IndexTensor Forward([Shape(3, 3)] Tensor x) => x.ArgMax(1); public Tensor Loss(IndexTensor y) => null!;")]
    [InlineData("int a = 3; public M(int b) { a = b; } public Tensor Forward([Shape(3)] Tensor x) => x.Sum(a);")]
    public void AClass(string members) => NoFault($"[Model, Sgd, Adam] public partial class M {{ {members} }}");

    [Theory]
    [InlineData("[Model] public partial record class M { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }")]
    [InlineData("[Model] public partial class M<T> { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }")]
    [InlineData("public partial class Outer<T> { [Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => "
        + "x.Relu(); } }")]
    [InlineData("public partial record struct Outer { [Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => "
        + "x.Relu(); } }")]
    [InlineData("public partial interface Outer { [Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => "
        + "x.Relu(); } }")]
    [InlineData("[Model] public static partial class M { public static Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }")]
    [InlineData("[Model, Module] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }")]
    [InlineData("[Model] public partial class M(float slope = 0.5f, double d = 0.1, string name = \"a\", DayOfWeek day = "
        + "DayOfWeek.Friday, int n = 3) { public Tensor Forward([Shape(\"n\")] Tensor x) => x.Relu(); }")]
    [InlineData("[Model] public partial class @class { public Tensor Forward([Shape(3)] Tensor @in) => @in.Relu(); }")]
    [InlineData("public class Base { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); } [Model] public partial class M : Base { }")]
    public void AKindOfClass(string source) => NoFault(source);

    /// <summary>When neither C# nor ModelGen refuses the program, what was emitted compiles.</summary>
    private static void NoFault(string source)
    {
        var compilation = SourceProgram.Compile(source);
        var diagnostics = SourceProgram.Analyze(compilation);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id is "MG0901" or "AD0001");
        var driver = SourceProgram.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _,
            TestContext.Current.CancellationToken);
        var result = driver.GetRunResult().Results.Single();
        Assert.True(result.Exception is null && result.Diagnostics.IsEmpty, $"{result.Exception}{string.Join("\n", result.Diagnostics)}");
        if (Errors(compilation).Any() || diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) return;
        Assert.Empty(Errors(updated).Select(error => error.ToString()));
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation)
        => compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Names of one or two letters are also those of sizes in the emitted code.</summary>
    [Theory]
    [InlineData("M", "K")]
    [InlineData("K", "M")]
    [InlineData("Is", "Xy")]
    [InlineData("isFirst", "depth")]
    [InlineData("b", "n")]
    public void NamesOfNumbers(string flag, string number)
    {
        var compilation = Source.Generate(Source.Compile($$"""
            [Model, Sgd] public partial class M1
            {
                [Parameter(3)] private readonly Tensor w;
                public Tensor Forward([Shape("N", 3)] Tensor x, bool {{flag}}, int {{number}}) => {{flag}} ? x * w : x + w;
                public Tensor Loss(Tensor y) => y.Sum();
            }

            [Model, Sgd] public partial class M2
            {
                [Parameter(3)] private readonly Tensor w;
                public Tensor Forward([Shape("N", 3)] Tensor x, int {{number}}, bool {{flag}}) => ({{number}}
                    > 2 ? x * w : x + w)[{{number}}];
                public Tensor Loss(Tensor y) => y.Sum();
            }
            """));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
