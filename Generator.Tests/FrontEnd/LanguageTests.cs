using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What the language's statements and expressions mean, element by element.</summary>
public class LanguageTests
{
    [Fact]
    public void AnExpressionBody() => Evaluation.Elementwise(Forward("=> x + 1;"), x => x + 1);

    [Fact]
    public void ABlockBodyWithLocals() => Evaluation.Elementwise(Forward("{ var a = x * 2; Tensor b = a + x; return b - a; }"), x => x);

    [Fact]
    public void OwnMethods()
        => Evaluation.Elementwise(
            Forward("=> Twice(Shifted(x, by: 3));",
                "private Tensor Twice(Tensor t) => t + t; private static Tensor Shifted(Tensor t, float by = 1) { return t + by; }"),
                    x => 2 * (x + 3));

    [Fact]
    public void ADefaultArgument()
        => Evaluation.Elementwise(Forward("=> Shifted(x);", "private static Tensor Shifted(Tensor t, float by = 4) => t + by;"),
            x => x + 4);

    [Fact]
    public void ArgumentsInAnotherOrder()
        => Evaluation.Elementwise(Forward("=> Minus(b: x, a: 1);", "private static Tensor Minus(Tensor a, Tensor b) => a - b;"),
            x => 1 - x);

    [Fact]
    public void ALocalFunction() => Evaluation.Elementwise(Forward("{ Tensor Thrice(Tensor t) => 3 * t; return Thrice(x); }"), x => 3 * x);

    [Fact]
    public void ALocalFunctionThatSeesLocals()
        => Evaluation.Elementwise(Forward("{ var y = x + 1; Tensor Plus(Tensor t) => t + y; return Plus(x); }"), x => x + x + 1);

    [Fact]
    public void TheMethodsLocalsAreItsOwn()
        => Evaluation.Elementwise(
            Forward("{ var y = x + 1; var z = Other(x); return y + z; }", "private Tensor Other(Tensor x) { var y = x * 10; return y; }"),
            x => x + 1 + (10 * x));

    [Theory]
    [InlineData("x / Math.Sqrt(x.Size(1))", 3)]
    [InlineData("x * MathF.Max(x.Size(0), 2.5f) / Math.Pow(2, 2)", 0)]
    [InlineData("x * Math.Cos(0) / Math.Round(3.4)", 9)]
    public void MathIsOfNumbers(string expression, double square)
    {
        var divisor = square == 0 ? 4 / 2.5 : Math.Sqrt(square);
        Evaluation.Elementwise(
            Source.Spec($"using System; [Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
                + $"=> {expression}; }}"), x => x / divisor);
    }

    [Theory]
    [InlineData("+=", 5.0)]
    [InlineData("-=", -3.0)]
    [InlineData("*=", 4.0)]
    [InlineData("/=", 0.25)]
    public void CompoundAssignment(string sign, double _)
        => Evaluation.Elementwise(Forward($"{{ var y = x; y {sign} 4; return y; }}"),
            x => sign switch { "+=" => x + 4, "-=" => x - 4, "*=" => x * 4, _ => x / 4 });

    [Fact]
    public void AssignmentToAParameter() => Evaluation.Elementwise(Forward("{ x = x * 2; x = x + 1; return x; }"), x => (x * 2) + 1);

    [Fact]
    public void ScalarsOnEitherSide()
        => Evaluation.Elementwise(Forward("=> 1 / (2.5f - x) + x / 3.0 - (-x) * 0.1f;"), x => (1 / (2.5 - x)) + (x / 3) + (x * 0.1));

    [Fact]
    public void Constants()
        => Evaluation.Elementwise(
            Forward("{ const int Half = Two / 2; var third = 1.0 / 3; return x * Half + third + Offset; }",
                "private const int Two = 2; private readonly float Offset = 0.5f; "), x => x + (1.0 / 3) + 0.5);

    [Fact]
    public void WholeNumbersDivideAsInCSharp()
        => Evaluation.Elementwise(Forward("{ var n = 7; return x + n / 2 + n % 4; }"), x => x + 3 + 3);

    [Fact]
    public void Tuples()
        => Evaluation.Elementwise(Forward("{ (Tensor a, Tensor b) = (x, x * 2); (a, b) = (b, a); return a - b; }"), x => x);

    [Fact]
    public void TuplesOfOwnMethodsDeconstruct()
        => Evaluation.Elementwise(
            Forward("{ var (sum, product) = Both(x, 3); var (_, again) = Both(x, 1); return sum + product - again; }",
                "private static (Tensor Sum, Tensor Product) Both(Tensor a, Tensor b) => (a + b, a * b);"), x => x + 3 + (3 * x) - x);

    [Fact]
    public void TupleElementsByName()
        => Evaluation.Elementwise(
            Forward("{ var both = Both(x); return both.Sum * both.Item2; }",
                "private static (Tensor Sum, Tensor Product) Both(Tensor a) => (a + a, a * a);"), x => 2 * x * x * x);

    [Fact]
    public void ATupleTaken()
        => Evaluation.Elementwise(
            Forward("=> Sum((x, x * 2));", "private static Tensor Sum((Tensor A, Tensor B) pair) => pair.A + pair.B;"), x => 3 * x);

    [Fact]
    public void StaticCallsOfTheLanguage()
        => Evaluation.Elementwise(Forward("=> Tensor.Concat(1, x.Slice(1, 0, 1), x.Slice(1, 1, 3));"), x => x);

    [Fact]
    public void NumbersWhereTensorsAreWanted()
        => Evaluation.Elementwise(Forward("=> x.Pow(2).Maximum(0.5).Minimum(1);"), x => Math.Min(Math.Max(x * x, 0.5), 1));

    private static ModelSpec Forward(string body, string members = "")
        => Source.Spec($"[Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) {body} {members} }}");
}
