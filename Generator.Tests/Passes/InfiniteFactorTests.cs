using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>
/// Infinite and undefined factors of sums, and divisors near 0, give what their formula says. What has bounds is taken out of sums all the
/// same, and so is a gradient, which is infinite or NaN then.
/// </summary>
public class InfiniteFactorTests
{
    private const double I = double.PositiveInfinity;

    private static readonly double[] Odd = [I, -I, double.NaN, 0, 1, -2];

    /// <summary>g a + g b and g a - g b, of all odd numbers.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TwoTermsKeepAnInfiniteFactor(bool isDifference)
    {
        foreach (var (g, a, b) in from g in Odd from a in Odd from b in Odd select (g, a, b))
        {
            var builder = Builder();
            var factor = Input(builder, "g", 1);
            var (left, right) = (Input(builder, "a", 1), Input(builder, "b", 1));
            var kind = isDifference ? OpKind.Subtract : OpKind.Add;
            Stays(builder, builder.Add(kind, builder.Multiply(factor, left), builder.Multiply(factor, right)),
                new() { Inputs = { ["g"] = [g], ["a"] = [a], ["b"] = [b] } });
        }
    }

    /// <summary>The sum over x of g x.</summary>
    [Fact]
    public void ReductionsKeepAnInfiniteFactor()
    {
        foreach (var (g, a, b) in from g in Odd from a in Odd from b in Odd select (g, a, b))
        {
            var builder = Builder();
            Stays(builder, builder.Sum(builder.Multiply(Input(builder, "g", 1), Input(builder, "x", 2)), [0]),
                new() { Inputs = { ["g"] = [g], ["x"] = [a, b] } });
        }
    }

    /// <summary>A sum of nothing is 0, whatever the factor is.</summary>
    [Fact]
    public void SumsWithoutTermsAreZero()
    {
        var builder = Builder();
        var factor = builder.Add(OpKind.Tanh, Input(builder, "g", 1));
        Stays(builder, builder.Sum(builder.Multiply(factor, Input(builder, "x", Dim.Symbol("N"))), [0]),
            new() { Symbols = { ["N"] = 0 }, Inputs = { ["g"] = [double.NaN], ["x"] = [] } });
    }

    /// <summary>The reciprocal of a sum of what is 1 or more is infinite where there is nothing to add.</summary>
    [Fact]
    public void ASumWithoutTermsBoundsNoFactor()
    {
        var builder = Builder();
        var x = Input(builder, "x", Dim.Symbol("N"));
        var one = builder.Constant(1.0);
        var factor = builder.Divide(one, builder.Sum(builder.Add(builder.Multiply(x, x), one), [0]));
        Stays(builder, builder.Add(builder.Multiply(factor, Input(builder, "a", 1)), builder.Multiply(factor, Input(builder, "b", 1))),
            new() { Symbols = { ["N"] = 0 }, Inputs = { ["x"] = [], ["a"] = [1], ["b"] = [-2] } });
    }

    /// <summary>A divisor below the normal numbers has no reciprocal.</summary>
    [Fact]
    public void SmallDivisorsDivide()
    {
        var builder = Builder();
        Stays(builder, builder.Divide(Input(builder, "x", 3), Input(builder, "d", 1)),
            new() { Inputs = { ["x"] = [3e-310, 0, -1e-310], ["d"] = [1e-310] } });
    }

    /// <summary>A factor with bounds is multiplied once.</summary>
    [Fact]
    public void BoundedFactorsLeaveTheirSums()
    {
        var builder = Builder();
        var factor = builder.Add(OpKind.Tanh, Input(builder, "g", 1));
        builder.Output(OutputRole.Result, "y",
            builder.Add(builder.Multiply(factor, Input(builder, "a", 1)), builder.Multiply(factor, Input(builder, "b", 1))));
        Assert.Equal(1, GraphPasses.Run(builder.Build()).Nodes.Count(node => node.Kind == OpKind.Multiply));
    }

    /// <summary>The gradient of x tanh x, times c: a finite one is c (tanh x + x (1 - tanh² x)), an infinite one is no number.</summary>
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(-0.5, I)]
    [InlineData(0, I)]
    [InlineData(0.5, -I)]
    [InlineData(0.5, double.NaN)]
    public void OfAnInfiniteGradientSumsAreNoNumber(double x, double c)
    {
        var builder = Builder();
        var value = builder.Parameter(new("x", Vector(1), new(InitializerKind.Zeros)));
        var product = builder.Multiply(builder.Multiply(value, builder.Add(OpKind.Tanh, value)), Input(builder, "c", 1));
        builder.Output(OutputRole.Loss, "loss", builder.Sum(product, [0]));
        var graph = Differentiate.Run(builder.Build(), ["x"]);
        var bindings = new Bindings { Inputs = { ["c"] = [c] }, Parameters = { ["x"] = [x] } };
        var (expected, actual) = (Gradient(graph), Gradient(GraphPasses.Run(graph)));
        if (double.IsFinite(expected)) Assert.Equal(expected, actual, 1e-12);
        else Assert.False(double.IsFinite(actual), $"{expected} became {actual}");

        double Gradient(Graph of) => Interpreter.Outputs(of, bindings, OutputRole.Gradient).Single().Value.Data.Single();
    }

    private static void Stays(GraphBuilder builder, Node result, Bindings bindings)
    {
        builder.Output(OutputRole.Result, "y", result);
        var graph = builder.Build();
        Assert.Equal(Value(graph), Value(GraphPasses.Run(graph)));

        double[] Value(Graph of) => Interpreter.Outputs(of, bindings).Single().Data;
    }

    private static GraphBuilder Builder() => new("factors", ElementType.Float64) { BatchSymbols = { "N" } };

    private static Node Input(GraphBuilder builder, string name, Dim size) => builder.Input(new(name, Vector(size)));

    private static TensorType Vector(Dim size) => new(ElementType.Float64, Shape.Of(size));
}
