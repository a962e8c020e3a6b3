using System.Runtime.CompilerServices;
using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The classifier of the sample: its source means what the graph made by hand means.</summary>
public class ClassifierTests
{
    [Fact]
    public void TheSourceMeansTheGraphMadeByHand()
    {
        var spec = Source.Spec(Text(), "Mnist.DigitClassifier");
        var expected = ClassifierGraphTests.Loss();
        Assert.Equal(expected.Inputs.Select(input => (input.Name, input.Type)),
            spec.Graph.Inputs.Select(input => (input.Name, input.Type)));
        Assert.Equal(expected.Parameters, spec.Graph.Parameters);
        Assert.Equal(expected.Outputs.Select(output => (output.Role, output.Target)),
            spec.Graph.Outputs.Select(output => (output.Role, output.Target)));
        Evaluation.Same(expected, spec.Graph, ("N", 3));
        Assert.Equal(TestOptimizers.Of("Adam", ("LearningRate", 1e-3)), spec.Optimizer! with { Source = null });
    }

    [Fact]
    public void TheSpecSurvivesItsText()
    {
        var graph = Source.Spec(Text(), "Mnist.DigitClassifier").Graph;
        Assert.Equal(graph.WithoutOrigins(), GraphReader.Read(GraphPrinter.Print(graph)));
    }

    [Fact]
    public async Task TheAnalyzerHasNothingToSay() => Assert.Empty(await Source.Analyze(Source.Compile(Text())));

    internal static string Text([CallerFilePath] string source = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "../../Samples/Mnist/DigitClassifier.cs"));
}
