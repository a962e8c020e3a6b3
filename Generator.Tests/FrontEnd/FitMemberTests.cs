using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>For which models Fit is emitted, and that its parameters' names meet no input's.</summary>
public class FitMemberTests
{
    [Theory]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) => y.MeanSquared(t);", 2)]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();", 1)]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor a, [Shape(\"N\", \"T\")] Tensor b) => a * _w + b.Sum();", "Loss(Tensor y) => y.Mean();",
        2)]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor a, [Shape(\"N\", 4)] Tensor b) => a * _w + b;",
        "Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) => y.MeanSquared(t);", 1)]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor x, int times) => x * _w;",
        "Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) => y.MeanSquared(t);", 2)]
    [InlineData("Forward([Shape(3, 4)] Tensor x) => x * _w;", "Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) => y.Mean() + t.Mean();", 0)]
    [InlineData("Forward([Shape(\"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y, [Shape(4)] Tensor t) => (y * t).Mean();", 0)]
    [InlineData("Forward([Shape(\"N\", \"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();", 0)]
    [InlineData("Forward([Shape(\"T\", \"N\", 4)] Tensor x) => x * _w;",
        "Loss(Tensor y, [Shape(\"N\")] Tensor t) => y.Mean() + t.Mean();", 0)]
    [InlineData("Forward([Shape(\"T\", \"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();", 0)]
    [InlineData("Forward([Shape(\"N\", \"T\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();", 1)]
    [InlineData("Forward([Shape(\"N\", \"T\", 4)] Tensor x) => x * _w;",
        "Loss(Tensor y, [Shape(\"N\", \"2*T\")] Tensor t) => y.Mean() + t.Mean();", 2)]
    [InlineData("Forward([Shape(\"2*N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();", 0)]
    public void SamplesMustBeTheFirstDimensionOfEachInput(string forward, string loss, int forms)
    {
        var generated = Source.Generate(Source.Compile(Model("[Sgd]", forward, loss)));
        Assert.Empty(Errors(generated));

        // Each form takes its options one by one, or together.
        Assert.Equal(2 * forms, generated.GetTypeByMetadataName("M")!.GetMembers("Fit").Length);
    }

    [Fact]
    public void WithoutAnOptimizerThereIsNoFit()
    {
        var generated = Source.Generate(
            Source.Compile(Model("", "Forward([Shape(\"N\", 4)] Tensor x) => x * _w;", "Loss(Tensor y) => y.Mean();")));
        Assert.Empty(Errors(generated));
        Assert.Empty(generated.GetTypeByMetadataName("M")!.GetMembers("Fit"));
        Assert.Single(generated.GetTypeByMetadataName("M")!.GetMembers("Save").OfType<IMethodSymbol>().Single().Parameters);
    }

    [Theory]
    [InlineData("epochs", "batchSize")]
    [InlineData("shuffle", "seed")]
    [InlineData("data", "validation")]
    [InlineData("options", "fitOptions")]
    [InlineData("onEpoch", "cancellation")]
    [InlineData("x", "validationX")]
    [InlineData("_", "fitEpochs")]
    [InlineData("path", "withOptimizer")]
    public void InputsMayHaveTheNamesOfOptions(string input, string target)
    {
        var generated = Source.Generate(
            Source.Compile(Model("[Sgd]", $"Forward([Shape(\"N\", 4)] Tensor {input}) => {input} * _w;",
                $"Loss(Tensor y, [Shape(\"N\", 4)] Tensor {target}) => y.MeanSquared({target});")));
        Assert.Empty(Errors(generated));
        var fits = generated.GetTypeByMetadataName("M")!.GetMembers("Fit").OfType<IMethodSymbol>().ToList();
        Assert.Equal(4, fits.Count);
        Assert.Equal([input, target], fits[0].Parameters.Take(2).Select(parameter => parameter.Name));
    }

    private static string Model(string optimizer, string forward, string loss)
        => $"[Model] {optimizer} public partial class M {{ [Parameter(4)] private readonly Tensor _w = null!; public "
            + $"Tensor {forward} public Tensor {loss} }}";

    private static IEnumerable<Diagnostic> Errors(Compilation compilation)
        => compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
