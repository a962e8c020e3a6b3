using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>What runs anew after an edit: nothing that is heavy, unless a model's meaning changed.</summary>
public class IncrementalityTests
{
    private const string Other = "public static class Other { public static int One() => 1; }";

    [Fact]
    public void AnEditElsewhereEmitsNothingAnew() => Assert.All(Reasons(Other, Other.Replace("=> 1", "=> 2"), isOfOther: true), AssertKept);

    [Fact]
    public void ACommentInTheModelEmitsNothingAnew() => Assert.All(ReasonsOf("=> logits", "// a comment\n        => logits"), AssertKept);

    [Fact]
    public void AMethodThatNobodyCallsEmitsNothingAnew()
        => Assert.All(ReasonsOf("DigitClassifier\n{", "DigitClassifier\n{\n    private int Unrelated() => 3;\n"), AssertKept);

    [Fact]
    public void AnotherOperationEmitsAnew() => Assert.Equal([IncrementalStepRunReason.Modified], ReasonsOf(".Relu()", ".Tanh()"));

    [Theory]
    [InlineData("2 * rate", "3 * rate", IncrementalStepRunReason.Modified)]
    [InlineData("x + x", "x * x", IncrementalStepRunReason.Modified)]
    [InlineData("= 1e-3", "= 1e-2", IncrementalStepRunReason.Modified)]
    [InlineData("var rate", "/* by */ var rate", IncrementalStepRunReason.Cached)]
    public void AnEditOfAFunctionOrARuleReachesItsModels(string from, string to, IncrementalStepRunReason reason)
    {
        const string Functions = """
            [Optimizer] public sealed partial class OwnAttribute : Attribute
            {
                public double LearningRate { get; set; } = 1e-3;
                internal static float Update(float parameter, float gradient, float learningRate) { var rate = learningRate;
                    return parameter - 2 * rate * gradient; }
            }
            public static class Own { [Elementwise] public static float Twice(float x) => x + x; }
            """;
        var model = SourceProgram.DigitClassifier.Replace("Adam(LearningRate = 1e-3f)", "Own").Replace(".Relu()", ".Map(Own.Twice)");
        Assert.Equal([reason], Reasons(Functions, Functions.Replace(from, to), isOfOther: true, model));
    }

    [Fact]
    public void AMistakeTakesTheFilesAway() => Assert.Equal([IncrementalStepRunReason.Removed], ReasonsOf("new(128, 10)", "new(129, 10)"));

    [Fact]
    public void AnEditOfOneModelLeavesTheOthers()
    {
        var second = SourceProgram.DigitClassifier.Replace("DigitClassifier", "SecondClassifier");
        var reasons = Reasons(second, second.Replace(".Relu()", ".Tanh()"), isOfOther: true);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], reasons.Order());
    }

    [Fact]
    public void TwoReadingsOfOneSourceAreEqual()
    {
        var (first, second) = (SourceProgram.Spec(SourceProgram.DigitClassifier, "DigitClassifier"),
            SourceProgram.Spec(SourceProgram.DigitClassifier, "DigitClassifier"));
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    private static List<IncrementalStepRunReason> ReasonsOf(string from, string to)
    {
        var edited = SourceProgram.DigitClassifier.Replace(from, to);
        Assert.NotEqual(SourceProgram.DigitClassifier, edited);
        return Reasons(SourceProgram.DigitClassifier, edited, isOfOther: false);
    }

    /// <summary>The reasons of the step that compiles, after the edit.</summary>
    private static List<IncrementalStepRunReason> Reasons(string before, string after, bool isOfOther,
        string other = SourceProgram.DigitClassifier)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = SourceProgram.Compile(before);
        if (isOfOther)
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(other, SourceProgram.Parsing, "model.cs",
                cancellationToken: cancellation));
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "program.cs");
        var driver = SourceProgram.Driver().RunGenerators(compilation, cancellation);
        driver = driver.RunGenerators(
            compilation.ReplaceSyntaxTree(tree,
                CSharpSyntaxTree.ParseText(after, SourceProgram.Parsing, tree.FilePath, cancellationToken: cancellation)), cancellation);
        return driver.GetRunResult().Results.Single().TrackedSteps[ModelGenerator.Files].SelectMany(step => step.Outputs)
            .Select(output => output.Reason).ToList();
    }

    private static void AssertKept(IncrementalStepRunReason reason)
        => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());
}
