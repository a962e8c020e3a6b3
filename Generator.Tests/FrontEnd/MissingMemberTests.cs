using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Where a member is called that a model lacks for a reason, the reason is reported at its name.</summary>
public class MissingMemberTests
{
    private const string Rows = "[Shape(\"N\", 3)] Tensor x";

    private const string NoLoss = "there is no method Loss to compute: add one";
    private const string NoOptimizer = "the class has no optimizer: mark it with one, such as [Adam]";
    private const string InALoop = "Call TrainStep in a loop of your own, for each batch";

    public static TheoryData<string, string, string, string, string> Cases { get; } = new()
    {
        { "", Rows, "", "TrainStep(new float[3], new float[3])", NoLoss },
        { "", Rows, "", "Fit(new float[3], epochs: 3)", NoLoss },
        { "", Rows, "", "Evaluate(new float[3])", NoLoss },
        { "", Rows, "", "Gradients(new float[3])", NoLoss },
        { "", Rows, "", "Audit(new float[3])", NoLoss },
        { "", Rows, "", "LearningRate", NoLoss },
        { "", Rows, "", "Schedule", NoLoss },
        { "", Rows, Rows.Replace("x", "t"), "TrainStep(new float[3], new float[3])", NoOptimizer },
        { "", Rows, Rows.Replace("x", "t"), "LearningRate", NoOptimizer },
        { "", Rows, Rows.Replace("x", "t"), "Schedule", NoOptimizer },
        { "", Rows, Rows.Replace("x", "t"), "Fit", NoOptimizer },
        {
            "[Adam]", Rows, "[Shape(3)] Tensor weights", "Fit(new float[3], new float[3], 1)",
            "weights [3] does not begin with the axis of samples, as x [N, 3] does with N. " + InALoop
        },
        {
            "[Adam]", "[Shape(4, 3)] Tensor x", "[Shape(4)] Tensor t", "Fit(new float[12], new float[4], 1)",
            "the first axis of x [4, 3] is no symbol that counts samples. " + InALoop
        },
        {
            "[Adam]", "[Shape(\"N\", \"N\", 3)] Tensor x", "[Shape(\"N\")] Tensor t", "Fit(new float[12], new float[4], 1)",
            "x [N, N, 3] has the number of samples, N, along another axis too. " + InALoop
        },
    };

    /// <summary>Members that an attribute would give, in a model that has an optimizer without it.</summary>
    [Theory]
    [InlineData("Groups", "ParameterGroup")]
    [InlineData("Accumulate(new float[3], new float[3])", "Accumulate")]
    [InlineData("Apply()", "Accumulate")]
    [InlineData("AccumulatedGradients", "Accumulate")]
    [InlineData("UseAverages()", "MovingAverage")]
    public void TheAttributeThatWouldGiveAMemberIsNamed(string call, string attribute)
    {
        var diagnostic = Assert.Single(Reported("[Adam]", Rows, Rows.Replace("x", "t"), "net." + call), item => item.Id == "MG0008");
        Assert.Equal($"Net has no {call.Split('(')[0]}: the class has no [{attribute}], which would give it one", diagnostic.GetMessage());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheReasonStandsAtTheName(string optimizer, string input, string lossInput, string call, string reason)
    {
        var name = call.Split('(')[0];
        var diagnostic = Assert.Single(Reported(optimizer, input, lossInput, "net." + call), item => item.Id == "MG0008");
        Assert.Equal($"Net has no {name}: {reason}", diagnostic.GetMessage());
        Assert.Equal(name, diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, name.Length));
    }

    /// <summary>A loader gives two tensors, so a model of three has no overload for it.</summary>
    [Fact]
    public void TheReasonOfAMissingOverloadStandsAtTheCall()
    {
        var others = Rows.Replace("x", "t") + ", " + Rows.Replace("x", "weights");
        var reported = Reported("[Adam]", Rows, others, "net.Fit((DataLoader<float, float>)null, 1)").ToList();
        Assert.Equal(
            "Net has no Fit(DataLoader): a loader gives an input and a target, and Forward and Loss take 3 tensors. Call Fit over "
                + "spans, or "
                + "TrainStep in a loop over the loader",
            Assert.Single(reported, item => item.Id == "MG0008").GetMessage());
        Assert.DoesNotContain(Reported("[Adam]", Rows, others, "net.Fit(new float[3], 1)"), item => item.Id == "MG0008");
    }

    /// <summary>Nothing is said of what is there, of methods that extend the model, and of other classes.</summary>
    [Theory]
    [InlineData("[Adam]", "net.TrainStep(new float[3], new float[3])")]
    [InlineData("[Adam]", "net.Fit(new float[3], new float[3], 1)")]
    [InlineData("[Adam]", "net.LearningRate")]
    [InlineData("[Adam]", "net.Schedule")]
    [InlineData("", "net.Fit(7L)")]
    [InlineData("", "new Other().TrainStep()")]
    [InlineData("", "net.Predict(1)")]
    public void NothingIsSaidOfWhatIsThere(string optimizer, string call)
        => Assert.DoesNotContain(Reported(optimizer, Rows, Rows.Replace("x", "t"), call), item => item.Id == "MG0008");

    /// <summary>The reasons of a model in another assembly travel with it.</summary>
    [Fact]
    public void ReasonsTravelWithTheAssembly()
    {
        var library = Source.Generate(Source.Compile(Model("", Rows, "")));
        var program = SourceProgram.Compile("class P { void M(Net net) { net.Fit(1); } }", library.ToMetadataReference());
        Assert.Contains(NoLoss, Assert.Single(SourceProgram.Analyze(program)).GetMessage());
    }

    private static IEnumerable<Diagnostic> Reported(string optimizer, string input, string lossInput, string call)
    {
        var text = Model(optimizer, input, lossInput) + $$"""
            public class Other;
            public static class Extensions { public static int Fit(this Net net, long number) => 1; }
            public static class P { public static object M(Net net) => {{call}}; }
            """;
        return SourceProgram.Analyze(Source.Generate(Source.Compile(text)));
    }

    private static string Model(string optimizer, string input, string lossInput)
    {
        var loss = lossInput.Length == 0
            ? ""
            : $"public Tensor Loss(Tensor y, {lossInput}) => y.Mean() + {lossInput.Split(' ')[^1]}.Mean();";
        return $$"""
            [Model] {{optimizer}} public partial class Net
            {
                private readonly Linear _layer = new(3, 2);
                public Tensor Forward({{input}}) => _layer.Forward(x);
                {{loss}}
            }

            """;
    }
}
