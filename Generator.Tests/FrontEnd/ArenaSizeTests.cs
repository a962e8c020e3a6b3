namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Where sizes of a call are multiplied, their product may be more than a whole number holds: the host code then tells it in double
/// precision too.
/// </summary>
public class ArenaSizeTests
{
    [Theory]
    [InlineData("[Shape(\"N\", 4)] Tensor x) => (x * _w).Relu().Sum(1)", false)]
    [InlineData("[Shape(\"N\", \"T\", 4)] Tensor x) => (x * _w).Softmax(1).Sum(2)", true)]
    [InlineData("[Shape(\"N\", 4)] Tensor x, [Shape(\"M\", 4)] Tensor y) => (x * _w).MatMul(y.Transpose()).Softmax(1).Softmax(0)", true)]
    [InlineData("[Shape(\"N\", 4)] Tensor x, int times) => Long(x * _w, times)", true)]
    public void AProductOfSizesIsEstimated(string forward, bool isEstimated)
    {
        var generated = Source.Generate(Source.Compile($$"""
            [Model] [Sgd] public partial class M
            {
                [Parameter(4)] private readonly Tensor _w = null!;
                public Tensor Forward({{forward}};
                public Tensor Loss(Tensor result) => result.Mean();
                private static Tensor Long(Tensor x, int times) { for (var time = 0; time < times; time++) x = (x + 1).Tanh() * x; return x;
                    }
            }
            """));
        Assert.DoesNotContain(generated.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var text = generated.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("M.Cpu.g.cs", StringComparison.Ordinal)).ToString();
        var calls = text.Split('\n').Where(line => line.Contains("EnsureArena(", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        Assert.Equal(isEstimated, calls.Any(line => line.Contains("(double)", StringComparison.Ordinal)));
        Assert.All(calls.Where(line => line.Contains("(double)", StringComparison.Ordinal)), line => Assert.Contains(", ", line));

        // A call that there is no memory for must not count as a step.
        Assert.True(text.IndexOf("CountStep()", StringComparison.Ordinal)
            > text[..text.IndexOf("CountStep()", StringComparison.Ordinal)].LastIndexOf("EnsureArena(", StringComparison.Ordinal));
    }
}
