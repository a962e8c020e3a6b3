using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Broken and half-typed code: the front end and the generator never throw, and say nothing of what compiles.</summary>
public class MutationTests
{
    /// <summary>All that the language has, in one source.</summary>
    private const string Everything = """
        namespace Samples.Deep;

        [Module]
        public partial class Block(int width, int hidden = 8)
        {
            private readonly Linear up = new(width, hidden), down = new(hidden, width);
            [Parameter("width", Initializer = Initializer.Normal, First = 0, Second = 0.02)] private readonly Tensor scale;
            public Tensor Forward([Shape("...", "width")] Tensor x) => x + down.Forward(up.Forward(x).Gelu()) * scale;
        }

        public partial class Outer
        {
            [Model(Precision = Precision.Double), Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true)]
            internal partial class Net(int width)
            {
                private const float Slope = 0.1f;
                private readonly Block _block = new(width, hidden: 2 * 4);
                [Parameter("width", 3, Initializer = Initializer.XavierUniform)] private readonly Tensor _head;

                public (Tensor Logits, Tensor Penalty) Forward([Shape("N", "T", "width")] Tensor x, [Shape("N")] Tensor weight)
                {
                    var (mixed, pooled) = Pool(_block.Forward(x));
                    var logits = pooled.MatMul(_head);
                    logits += weight.Reshape("N", 1) / width;
                    return (logits.Clamp(-5, 5), (mixed * mixed).Mean().Sqrt());
                }

                public Tensor Loss(Tensor logits, Tensor penalty, [Shape("N")] IndexTensor labels)
                {
                    var loss = logits.CrossEntropy(labels);
                    return loss + 0.01f * penalty - -Slope;
                }

                private static (Tensor, Tensor) Pool(Tensor x)
                {
                    var half = x.Slice(axis: 1, start: 0, end: 1);
                    return (x.LeakyRelu(Slope), Tensor.Concat(1, half, half).Mean(1));
                }
            }
        }
        """;

    /// <summary>All that scalar functions and optimizers have.</summary>
    private const string Functions = """
        [Optimizer, AttributeUsage(AttributeTargets.Class)]
        public sealed partial class OwnAttribute : Attribute
        {
            public double LearningRate { get; set; } = 1e-3;
            public float Momentum { get; set; } = 0.9f;
            public bool Signed { get; set; }

            internal static float Update(float parameter, float gradient, ref float mean, float learningRate, int step, float momentum,
                bool signed)
            {
                mean = step == 1 ? gradient : momentum * mean + (1 - momentum) * gradient;
                return signed && mean != 0 ? parameter - learningRate * MathF.Sign(mean) : parameter - learningRate * mean;
            }
        }

        [Model, Own(Signed = true)]
        public partial class Net
        {
            [Parameter(3)] private readonly Tensor w;
            public Tensor Forward([Shape("N", 3)] Tensor x) { var k = 2f; return Tensor.Map((a, b) => a * k - b, x, w).Map(Curve); }
            public Tensor Loss(Tensor y) => y.Map(v => (double)v * v).Mean();

            [Elementwise]
            private static float Curve(float x)
            {
                float y = x, sum = 0;
                if (x < -1 || !(x <= 3)) return MathF.Max(x, 0);
                for (var i = 1; i < 4; i++) { if (i == 2) continue; y *= x; sum += Add(ref y, -i); }
                return x > 0 ? sum : MathF.Exp(y) - 1;
            }

            [Elementwise] private static float Add(ref float y, int by) { y += by; return y / (1 + by * by); }
        }
        """;

    public static TheoryData<string, string> Samples { get; } = new() { { "DigitClassifier", SourceProgram.DigitClassifier },
        { "Everything", Everything }, { "Functions", Functions } };

    [Theory]
    [MemberData(nameof(Samples))]
    public void TheSampleItselfHasNoMistakeAndItsEmissionCompiles(string name, string text)
    {
        var compilation = SourceProgram.Compile(text);
        Assert.Empty(SourceProgram.Analyze(compilation));
        SourceProgram.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics,
            TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.Empty(updated.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{name}: {diagnostic}"));
        Assert.Empty(SourceProgram.Analyze(updated));
    }

    [Fact]
    public void NoMutationThrows()
    {
        var count = 0;
        var faults = new List<string>();
        foreach (var text in new[] { SourceProgram.DigitClassifier, Everything, Functions })
        {
            var start = SourceProgram.Compile(text);
            var tree = start.SyntaxTrees.Last();
            var classes = Names(start).ToList();
            foreach (var mutant in Mutants(tree.GetRoot(TestContext.Current.CancellationToken)).Distinct())
            {
                count++;
                var compilation = start.ReplaceSyntaxTree(tree,
                    CSharpSyntaxTree.ParseText(mutant, SourceProgram.Parsing, tree.FilePath,
                        cancellationToken: TestContext.Current.CancellationToken));
                if (Fault(compilation, classes) is { } fault) faults.Add($"{fault}\n{mutant}");
            }
        }

        Assert.True(faults.Count == 0,
            $"{faults.Count} of {count} mutations threw:\n"
                + $"{string.Join("\n----\n", faults.GroupBy(fault => fault.Split('\n')[0]).Select(group => group.First()).Take(3))}");
        Assert.True(count >= 2000, $"only {count} mutations");
    }

    [Fact]
    public void TheGeneratorSurvivesMutationsFromStepToStep()
    {
        var start = SourceProgram.Compile(Everything);
        var tree = start.SyntaxTrees.Last();
        var driver = SourceProgram.Driver();
        foreach (var mutant in Mutants(tree.GetRoot(TestContext.Current.CancellationToken)).Where((_, number) => number % 16 == 0))
        {
            driver = driver.RunGenerators(
                start.ReplaceSyntaxTree(tree,
                    CSharpSyntaxTree.ParseText(mutant, SourceProgram.Parsing, tree.FilePath,
                        cancellationToken: TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
            var result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null && result.Diagnostics.IsEmpty,
                $"{result.Exception}{string.Join("\n", result.Diagnostics)}\n{mutant}");
        }
    }

    private static string? Fault(CSharpCompilation compilation, IReadOnlyList<string> classes)
    {
        foreach (var name in classes.Where(name => compilation.GetTypeByMetadataName(name) is not null))
        {
            var (spec, reported) = SourceProgram.Parse(compilation, name);
            if (reported.FirstOrDefault(diagnostic => diagnostic.Id == "MG0901") is { } fault) return fault.GetMessage();
            if (spec is not null && GraphVerifier.Faults(spec.Graph).FirstOrDefault() is { } broken) return $"{name}: {broken}";
        }

        return Faults(compilation).FirstOrDefault();
    }

    // Optimizers and functions are read by themselves too, as the analyzer does.
    private static IEnumerable<string> Faults(CSharpCompilation compilation)
    {
        var reported = new List<Diagnostic>();
        foreach (var symbol in compilation.GetSymbolsWithName(_ => true, SymbolFilter.TypeAndMember, TestContext.Current.CancellationToken))
        {
            if (symbol is INamedTypeSymbol type && type.Attribute(KnownNames.Optimizer) is not null)
                RuleParser.Parse(type, compilation, reported.Add, TestContext.Current.CancellationToken);
            if (symbol is IMethodSymbol method && method.Attribute("ElementwiseAttribute") is not null)
                ElementwiseParser.Check(method, compilation, reported.Add, TestContext.Current.CancellationToken);
        }

        return reported.Where(diagnostic => diagnostic.Id == "MG0901").Select(diagnostic => diagnostic.GetMessage());
    }

    private static IEnumerable<string> Names(CSharpCompilation compilation)
        => compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>()
            .Select(type => type.ContainingType is { } outer ? $"{outer.ToDisplayString()}+{type.Name}" : type.ToDisplayString());

    /// <summary>Every token deleted, doubled, swapped with the next and with one further on, and the text cut off before it.</summary>
    private static IEnumerable<string> Mutants(SyntaxNode root)
    {
        var tokens = root.DescendantTokens().Select(token => token.ToFullString()).ToList();
        for (var at = 0; at < tokens.Count; at++)
        {
            yield return string.Concat(tokens.Where((_, index) => index != at));
            yield return string.Concat(tokens.Select((token, index) => index == at ? $"{token} {token}" : token));
            foreach (var distance in new[] { 1, 7 }) yield return Swapped(tokens, at, (at + distance) % tokens.Count);
            yield return string.Concat(tokens.Take(at));
        }
    }

    private static string Swapped(List<string> tokens, int first, int second)
        => string.Concat(tokens.Select((token, index) =>
            index == first ? $" {tokens[second]} " : index == second ? $" {tokens[first]} " : token));
}
