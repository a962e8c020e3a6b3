using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What a program says of a model's parameters and files compiles, and what is emitted tells parameters from buffers.</summary>
public class StateMemberTests
{
    private const string Model = """
        [Model] public partial class M {
            private readonly BatchNorm1d norm = new(4);
            [Parameter(4)] private readonly Tensor w = null!;
            public Tensor Forward([Shape("N", 4)] Tensor x) => norm.Forward(x) * w;
        }
        """;

    [Theory]
    [InlineData("foreach (var parameter in model.Parameters[\"encoder.*\"]) parameter.Initialize(Initializer.Zeros);")]
    [InlineData("var count = model.Parameters[\"encoder.*\"].Count + model.Parameters[\"w\"].Count;")]
    [InlineData("float[] values = model.Parameters[\"w\"].ToArray(); model.Parameters[\"w\"].CopyFrom(values); ")]
    [InlineData("Parameter parameter = model.Parameters[\"w\"]; ReadOnlySpan<long> shape = model.Parameters[\"w\"].Shape; string name = "
        + "model.Parameters[\"w\"].Name;")]
    [InlineData("ParameterCollection all = model.Parameters.Trainable, group = model.Parameters.Matching(\"*.weight\"), weights = "
        + "model.Parameters[\"*.weight\"];")]
    [InlineData("var names = System.Linq.Enumerable.Select(model.Parameters[\"norm.*\"].Trainable, parameter => parameter.Name);")]
    [InlineData("model.CopyFrom(other); model.CopyFrom(other, 0.005); model.CopyFrom(other.Parameters, tau: 0.5f); "
        + "model.Parameters.CopyFrom(other.Parameters);")]
    [InlineData("model.Parameters[\"norm.*\"].CopyFrom(other.Parameters); model.Parameters[\"w\"].CopyFrom(other.Parameters[\"w\"], "
        + "0.5); model.Parameters[0].CopyFrom(other.Parameters[0]);")]
    [InlineData("LoadReport report = model.Load(\"m\", strict: false); Console.WriteLine(report.Missing.Count + report.Unexpected.Count "
        + "+ report.Mismatched.Count);")]
    [InlineData("model.Load(\"m\", map: name => name.StartsWith(\"module.\") ? name.Substring(7) : null); model.Load(\"m\");")]
    [InlineData("IModel any = model; any.CopyFrom(other); Console.WriteLine(any.Device);")]
    public void ItCompiles(string statements)
    {
        var generated = Source.Generate(
            Source.Compile($"{Model} public static class Use {{ public static void Run(M model, M other) {{ {statements} }} }}"));
        Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void ABufferIsToldFromAParameter()
    {
        var text = Source.Generate(Source.Compile(Model)).SyntaxTrees.Select(tree => tree.ToString())
            .Single(text => text.Contains("__Layout(", StringComparison.Ordinal));
        var lines = text.Split('\n').Where(line => line.TrimStart().StartsWith("new(\"", StringComparison.Ordinal)
            && line.Contains("global::ModelGen.Initializer.", StringComparison.Ordinal));
        var buffers = lines.Where(line => line.TrimEnd().EndsWith("IsTrainable: false),", StringComparison.Ordinal))
            .Select(line => line.Split('"')[1]);
        Assert.Equal(["norm.running_mean", "norm.running_var"], buffers.Order());
    }
}
